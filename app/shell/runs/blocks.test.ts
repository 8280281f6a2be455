/** The list of runs in blocks, by code and by time. */
import { expect, test } from "vitest";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { defaultOrder, listBlocks } from "./blocks.ts";

/** Runs of ten seconds, a minute after each other unless said otherwise. */
function makeRun(number: number, tags: Record<string, string> = {}, started = number * 60): ListedRun {
  const times = { started, ended: started + 10, firstId: number, lastId: number, count: 1, mixed: false };
  const known = { found: "recorded" as const, command: "node a.mjs", node: "v24.1.0", host: "kestrel", pid: number };
  return { id: `run-${number}`, ...times, ...known, tags, recording: false };
}

const shownOf = (...args: Parameters<typeof listBlocks>) =>
  listBlocks(...args).map(({ shown }) => shown.map(({ pid }) => pid));

test("by code, five of each are shown, one more instead of the words for it, and all on request", () => {
  const base = (count: number) =>
    Array.from({ length: count }, (_, index) => makeRun(index + 1, { "git.commit": "a" }));
  const other = makeRun(50, { "git.commit": "b" });
  expect(shownOf([...base(6), other], "code", "", [])).toEqual([[50], [6, 5, 4, 3, 2, 1]]);
  const many = [...base(8), other];
  expect(shownOf(many, "code", "", [])).toEqual([[50], [8, 7, 6, 5, 4]]);
  const key = listBlocks(many, "code", "", [])[1]?.key ?? "";
  expect(shownOf(many, "code", "", [key])).toEqual([[50], [8, 7, 6, 5, 4, 3, 2, 1]]);
  // What is looked for is not hidden.
  expect(shownOf(many, "code", "run-1", [])).toEqual([[1]]);
});

test("the newest first, sessions together", () => {
  const runs = [makeRun(1), makeRun(2), makeRun(3, {}, 201), makeRun(4, {}, 205), makeRun(5, {}, 500)];
  const blocks = listBlocks(runs, "newest", "", []);
  expect(blocks.map(({ session, shown }) => [session?.id, shown.map(({ pid }) => pid)])).toEqual([
    [undefined, [5]],
    ["session-run-3", [4, 3]],
    [undefined, [2, 1]],
  ]);
});

test("by code where anything is known of it, else by time", () => {
  expect(defaultOrder([makeRun(1), makeRun(2, { entry: "e" })])).toBe("code");
  expect(defaultOrder([makeRun(1, { name: "a", cpu: "c" })])).toBe("newest");
});
