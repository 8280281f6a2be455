/** The list of runs in blocks, by code and by time. */
import { expect, test } from "vitest";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { defaultOrder, listBlocks, makeGroups, type Order } from "./blocks.ts";

/** Runs of ten seconds, a minute after each other unless said otherwise. */
function makeRun(number: number, tags: Record<string, string> = {}, started = number * 60): ListedRun {
  const times = { started, ended: started + 10, firstId: number, lastId: number, count: 1, mixed: false };
  const known = { found: "recorded" as const, command: "node a.mjs", node: "v24.1.0", host: "kestrel", pid: number };
  return { id: `run-${number}`, ...times, ...known, tags, recording: false };
}

const list = (runs: readonly ListedRun[], order: Order, typed = "", open: readonly string[] = [], parts = 1) =>
  listBlocks(makeGroups(runs), order, typed, open, parts);
const shownOf = (...args: Parameters<typeof list>) =>
  list(...args).blocks.map(({ shown }) => shown.map(({ pid }) => pid));

test("by code, five of each are shown, one more instead of the words for it, and all on request", () => {
  const base = (count: number) =>
    Array.from({ length: count }, (_, index) => makeRun(index + 1, { "git.commit": "a" }));
  const other = makeRun(50, { "git.commit": "b" });
  expect(shownOf([...base(6), other], "code", "", [])).toEqual([[50], [6, 5, 4, 3, 2, 1]]);
  const many = [...base(8), other];
  expect(shownOf(many, "code", "", [])).toEqual([[50], [8, 7, 6, 5, 4]]);
  const key = list(many, "code").blocks[1]?.key ?? "";
  expect(shownOf(many, "code", "", [key])).toEqual([[50], [8, 7, 6, 5, 4, 3, 2, 1]]);
  // What is looked for is not hidden.
  expect(shownOf(many, "code", "run-1", [])).toEqual([[1]]);
});

test("the newest first, sessions together", () => {
  const runs = [makeRun(1), makeRun(2), makeRun(3, {}, 201), makeRun(4, {}, 205), makeRun(5, {}, 500)];
  const { blocks } = list(runs, "newest");
  expect(blocks.map(({ session, shown }) => [session?.id, shown.map(({ pid }) => pid)])).toEqual([
    [undefined, [5]],
    ["session-run-3", [4, 3]],
    [undefined, [2, 1]],
  ]);
});

test("of very many codes so many rows are listed, and more on request; what is typed is found in all", () => {
  const edits = Array.from({ length: 1000 }, (_, index) => makeRun(index + 1, { "git.commit": `c${index}` }));
  const [first, second] = [list(edits, "code"), list(edits, "code", "", [], 2)];
  expect([first.blocks.length, first.left]).toEqual([150, 850]);
  expect([second.blocks.length, second.left]).toEqual([300, 700]);
  expect(list(edits, "code", "run-1000").blocks.map(({ runs }) => runs.length)).toEqual([1]);
  expect(list(edits, "code", "run-1", []).left).toBe(0);
});

test("by code where anything is known of it, else by time", () => {
  expect(defaultOrder([makeRun(1), makeRun(2, { entry: "e" })])).toBe("code");
  expect(defaultOrder([makeRun(1, { name: "a", cpu: "c" })])).toBe("newest");
});
