import { expect, test } from "vitest";
import { changedLines, formatCommit } from "./run-tags.ts";

test("a commit is short, with the lines that differ from it as far as they are known", () => {
  const commit = "3f2c1ab9d0e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4";
  const format = (tags: Readonly<Record<string, string>>) => formatCommit(commit, changedLines(tags));
  expect([format({}), format({ "git.dirty": "1" }), format({ "git.dirty": "1400" })]).toEqual([
    "3f2c1ab",
    "3f2c1ab + 1 line",
    "3f2c1ab + 1,400 lines",
  ]);
});
