/** Writes docs/load.md from the measurements. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeCommit, describeMachine } from "../../bench/machine.mjs";
import { AT_ONCE } from "./burst.mjs";
import { SPANS_A_SECOND } from "./soak.mjs";

const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
const count = (number) => Math.round(number).toLocaleString("en-US");

export function writeReport(root, results, minutes) {
  const { cpu, cores, memory, kernel, loadBefore } = describeMachine(root);
  const parts = [
    "# Under load",
    "Measured by `npm run build && npm run soak -- --write` on the dashboard as it is published, with the garbage of the server collected before each figure of the soak.",
    `${cpu}, ${cores} cores, ${memory}, ${kernel}, Node ${process.versions.node}, commit ${describeCommit(root).slice(0, 40)}, ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC. Load before: ${loadBefore.toFixed(1)}.`,
    results.burst && formatBurst(results.burst),
    results.paging && formatPaging(results.paging),
    results.soak && formatSoak(results.soak, minutes),
  ];
  writeFileSync(join(root, "docs/load.md"), `${parts.filter(Boolean).join("\n\n")}\n`);
}

function formatBurst({ results, most }) {
  const rows = results.map(
    ({ path, failed, ms }) =>
      `| \`${path.split("?")[0]}\` | ${AT_ONCE - failed} | ${failed} | ${(ms / 1000).toFixed(1)} s |`,
  );
  return [
    `## ${AT_ONCE} requests at once\n`,
    `To one address after another, on 12,960 spans. Requests wait while all processes are busy; none is refused. At most ${most.children} processes beside the server, which took ${megabytes(most.serverMemory)} at most (${megabytes(most.treeMemory)} with them).\n`,
    "| address | answered | failed | until the last answer |\n| --- | ---: | ---: | ---: |",
    ...rows,
  ].join("\n");
}

function formatPaging({ alone, beside, pages }) {
  return `## Ten people, and a query that never ends

Ten clients page through the spans of a name, a view and then its rows, with a quarter of a second between. ${count(pages)} answers without and as many beside an endless query, in turns: 95 % within ${count(alone)} ms without, within ${count(beside)} ms beside it, ${(beside / alone).toFixed(1)} times as long.`;
}

function formatSoak({ before, first, last, after, most, written, ranges, counts, failures }, minutes) {
  const spans = written.reduce((sum, writer) => sum + writer.spans, 0);
  const seconds = Math.max(...written.map((writer) => writer.seconds));
  const row = (when, { heap, serverMemory, treeMemory, descriptors, children }) =>
    `| ${when} | ${heap === undefined ? "" : megabytes(heap)} | ${megabytes(serverMemory)} | ${megabytes(treeMemory)} | ${descriptors} | ${children} |`;
  return [
    `## ${minutes} minutes of everything, in a file that two programs write\n`,
    `All views and data endpoints by HTTP (${count(counts.requests)} requests), one browser that goes from view to view (${count(counts.pages)} pages), clients that disconnect before their answer (${count(counts.left)}), and programs that trace ${SPANS_A_SECOND.map(count).join(" and ")} spans a second into the same file (${count(spans)} in ${count(seconds)} s, in ${count(ranges)} turns). ${failures.length === 0 ? "Nothing failed." : `${failures.length} failed.`}\n`,
    "| | heap of the server | its memory | with its processes | descriptors | processes |\n| --- | ---: | ---: | ---: | ---: | ---: |",
    row("before, a minute after the last request", before),
    row("under load, after the first minute", first),
    row("under load, after the last minute", last),
    row("a minute after the end", after),
    row("at most", most),
  ].join("\n");
}
