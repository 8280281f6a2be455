/** Measures one peer in one case, once: takes the task as JSON on the command line, prints the result as JSON. */
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { countRows } from "./database.mjs";
import { PASSES, slices } from "./passes.mjs";
import { open as openFloor } from "./peers/floor.mjs";
import { open as openNone } from "./peers/none.mjs";

const task = JSON.parse(process.argv[2]);
const OTHER = { processes: together, count: () => verify(task.calls, countRows(task), false) };
const result = await (OTHER[task.pass] ?? alone)(task);
process.stdout.write(JSON.stringify(result));

async function alone({ peer, pass, op: opName, calls, warmup, spans, part }) {
  const { open, traces = true, mayDrop = false } = await import(`./peers/${peer}.mjs`);
  const { ops, finish, count } = await open(task);
  const op = ops[opName];
  if (warmup > 0) await slices(op, { ...task, finish, calls: warmup });
  if (part) await go();
  const others = { none: openNone().ops[opName], floor: openFloor().ops[opName] };
  const result = await PASSES[pass](op, { ...task, finish, others });
  result.memory = largestMemory();
  if (!part) Object.assign(result, verify(traces ? (warmup + calls) * spans : 0, count(), mayDrop));
  if (!part) for (const key of ["started", "ended"]) delete result[key];
  for (const key of ["hot", "main", "process"]) if (result[key] !== undefined) result[key] /= spans;
  if (result.rate) result.rate *= spans;
  return result;
}

/** Counts spans at their destination: a peer that silently loses some has not done its work. */
function verify(ended, { spans, tags }, mayDrop) {
  if (spans > ended) throw new Error(`${spans} spans of ${ended}`);
  const perSpan = { oneTag: 1, handleTag: 1, noTag: 0, fiveTags: 5 }[task.op] ?? 1;
  if (tags !== undefined && tags !== spans * perSpan) throw new Error(`${tags} tags of ${spans} spans`);
  return spans < ended && !mayDrop ? { lost: ended - spans, broken: true } : { lost: ended - spans };
}

/** Peak memory, MB; on Linux from /proc, as `getrusage` starts with the parent's peak. */
function largestMemory() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS / 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
}

/** Barrier: waits until the other processes are ready. */
async function go() {
  process.send("ready");
  await new Promise((resolve) => process.once("message", resolve));
  process.disconnect();
}

/** Several processes that start at the same moment and write into the same file. */
async function together({ processes, calls, warmup }) {
  const argument = JSON.stringify({ ...task, pass: "slices", part: true });
  const parts = Array.from({ length: processes }, () => {
    const part = fork(fileURLToPath(import.meta.url), [argument], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    const ready = new Promise((resolve) => part.once("message", resolve));
    const result = part.stdout
      .setEncoding("utf8")
      .toArray()
      .then((chunks) => JSON.parse(chunks.join("")));
    return { part, ready, result };
  });
  await Promise.all(parts.map(({ ready }) => ready));
  for (const { part } of parts) part.send("go");
  const results = await Promise.all(parts.map(({ result }) => result));
  const wall = Math.max(...results.map(({ ended }) => ended)) - Math.min(...results.map(({ started }) => started));
  const mean = (key) => results.reduce((sum, part) => sum + part[key], 0) / processes;
  return {
    hot: mean("hot"),
    main: mean("main"),
    process: mean("process"),
    rate: (processes * calls) / (wall / 1000),
    ...verify((warmup + calls) * processes, countRows(task), false),
  };
}
