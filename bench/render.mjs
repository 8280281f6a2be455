/** Writes docs/benchmarks.md, and the tables of docs/compare.md, from bench/results: every figure comes from a file. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CASES } from "./cases.mjs";
import { fillTables } from "./compare/tables.mjs";
import { NOTES, page } from "./page.mjs";
import { caseTable, runTable, targetTable } from "./tables.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const major = (result) => Number(/\d+/.exec(result.node)[0]);
const results = readdirSync(at("results"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(at(`results/${name}`), "utf8")))
  .sort((a, b) => major(a) - major(b));

function section(given) {
  const rounds = results.map(({ cases }) => cases[given.name]).find(Boolean);
  if (!rounds) return [];
  const size = `${rounds.calls.toLocaleString("en-US")} ${given.size ?? "calls"}, ${rounds.rounds === 1 ? "1 round" : `${rounds.rounds} rounds`}: \`npm run bench -- --case ${given.name}\``;
  return [`### ${given.title}`, NOTES[given.name], size, describeSeparate(given), caseTable(given, results)].filter(
    Boolean,
  );
}

/** Names a case if it was measured later than the others in its file. */
function describeSeparate({ name }) {
  return results
    .filter(({ cases }) => cases[name]?.apart)
    .map(({ node, cases }) => {
      const { date, commit, cpu, loadBefore } = cases[name].apart;
      const when = `${date.slice(0, 16).replace("T", " ")} UTC, commit ${commit.slice(0, 12)}${cpu ? `, ${cpu}` : ""}, load before ${loadBefore.toFixed(2)}`;
      return `${node.replace(/^v/, "Node ")}: measured separately, ${when}.`;
    })
    .join(" ");
}

const text = page({
  targets: targetTable(results),
  cases: CASES.flatMap(section).join("\n\n"),
  runs: runTable(results),
});
writeFileSync(at("../docs/benchmarks.md"), text);

const comparing = at("../docs/compare.md");
writeFileSync(comparing, fillTables(readFileSync(comparing, "utf8"), results));
