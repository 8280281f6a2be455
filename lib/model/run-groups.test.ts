/** Runs are together if nothing but chance should make them differ. */
import { expect, test } from "vitest";
import { findDiffering, groupByCode, type ListedRun, matchesRun } from "./run-groups.ts";

let count = 0;
function run(tags: Record<string, string> = {}, more: Partial<ListedRun> = {}): ListedRun {
  count += 1;
  const times = { started: count, ended: count + 1, firstId: count, lastId: count, count: 1, mixed: false };
  const known = { found: "recorded" as const, command: "node a.mjs", node: "v24.1.0", host: "kestrel", pid: 1 };
  return {
    id: `run-${count}`,
    ...times,
    ...known,
    tags: { cpu: "7840U", "git.commit": "a", ...tags },
    recording: false,
    ...more,
  };
}

const idsOf = (runs: readonly ListedRun[]) => groupByCode(runs).map((group) => group.runs.map(({ id }) => id));

test("the same code, command and machine, whatever lies in between; the newest group and run first", () => {
  const [a, b, c, d] = [
    run(),
    run({ "git.commit": "b" }),
    run({ name: "x", "param.k": "1", load: "3" }),
    run({ "git.commit": "b" }),
  ];
  expect(idsOf([a, b, c, d])).toEqual([
    [d.id, b.id],
    [c.id, a.id],
  ]);
});

test.each<[string, ListedRun]>([
  ["another commit", run({ "git.commit": "b" })],
  ["other lines changed", run({ "git.dirty": "3", "git.diff": "y" })],
  ["as many other lines changed", run({ "git.dirty": "2", "git.diff": "z" })],
  ["another command", run({}, { command: "node b.mjs" })],
  ["another host", run({}, { host: "lark" })],
  ["another Node", run({}, { node: "v22.3.0" })],
  ["another processor", run({ cpu: "5800U" })],
  ["lines that nobody looked for", run()],
  ["another file", run({ "git.dirty": "2", "git.diff": "x", entry: "e" })],
])("%s is another group", (_, other) => {
  const own = run({ "git.dirty": "2", "git.diff": "x" });
  expect(idsOf([other, own])).toEqual([[own.id], [other.id]]);
});

test("how the machine differs from that of the newest run", () => {
  const old = run({ cpu: "5800U" }, { node: "v22.3.0", host: "lark" });
  const [newest, other] = groupByCode([old, run()]);
  expect(newest?.differences).toEqual([]);
  expect(other?.differences).toEqual([
    { what: "node", from: "22.3.0", to: "24.1.0" },
    { what: "cpu", from: "5800U", to: "7840U" },
    { what: "host", from: "lark", to: "kestrel" },
  ]);
  // What is not known is no difference.
  const [, unknown] = groupByCode([run({ "git.commit": "b" }, { node: null, host: null }), run()]);
  expect(unknown?.differences).toEqual([]);
});

test("parameters in which runs differ, also where some lack them", () => {
  const runs = [
    run({ "param.a": "1", "param.b": "1", name: "x" }),
    run({ "param.a": "1", "param.b": "2" }),
    run({ "param.a": "1", "param.b": "2", "param.c": "3" }),
  ];
  expect(findDiffering(runs)).toEqual(["b", "c"]);
  expect(findDiffering(runs.slice(0, 1))).toEqual([]);
});

test("a run is found by any word of its name, note, id, commit, command and parameters", () => {
  const own = run(
    { name: "Window 5", note: "on battery", "git.commit": "3f2c1ab9", "param.lgwin": "22" },
    { id: "hooc" },
  );
  for (const typed of ["window", "5 battery", "3f2c", "lgwin=22", "a.mjs", "hooc", ""])
    expect(matchesRun(own, typed), typed).toBe(true);
  for (const typed of ["base", "window 6", "lgwin=2 x"]) expect(matchesRun(own, typed), typed).toBe(false);
});
