/** What the words of a command stand for. */
import { expect, test } from "vitest";
import { makeRuns, type RunPlan } from "../fixtures/made-runs.ts";
import { selectRuns } from "./run-selectors.ts";
import { readRuns } from "./runs.ts";
import { readRunTags } from "./sql/run-tags.ts";

function select(plans: readonly RunPlan[], selectors: string): string {
  const db = makeRuns({ runs: plans, jobs: 3, seed: 1 });
  try {
    return selectRuns({ runs: readRuns(db), tags: readRunTags(db) }, selectors)
      .map(({ id }) => id)
      .join(" ");
  } catch (error) {
    return (error as Error).message;
  }
}

const NAMED: readonly RunPlan[] = [
  { tags: { name: "base 1", "git.commit": "3f2c1ab0" } },
  { tags: { name: "base 2", "git.commit": "3f2c1ab0" } },
  { tags: { name: "other", "git.commit": "3f2c9999" }, command: "node other.mjs" },
  { tags: { name: "window 22", "git.commit": "abcdef00" } },
  { tags: { name: "run-1" } },
];

test("the latest run, and the one before it of the same command", () => {
  expect(select(NAMED, "latest")).toBe("run-4");
  expect(select(NAMED, "previous")).toBe("run-3");
  expect(select([{}, { command: "node other.mjs" }, {}], "previous")).toBe("run-0");
  expect(select([{ command: "node other.mjs" }, {}], "previous")).toBe("run-0");
  expect(select([{}], "previous")).toContain("one run only");
});

test("an id, its beginning, a name, a commit, and several of them", () => {
  expect(select(NAMED, "run-3")).toBe("run-3");
  expect(select([{}], "ru")).toBe("run-0");
  expect(select(NAMED, "other")).toBe("run-2");
  expect(select(NAMED, "commit:3f2c1")).toBe("run-0 run-1");
  expect(select(NAMED, "commit:ABCDEF")).toBe("run-3");
  expect(select(NAMED, "other, run-0,latest,run-0")).toBe("run-0 run-2 run-4");
  // An id goes before a name.
  expect(select(NAMED, "run-1")).toBe("run-1");
});

test("the runs of a command that was repeated go by their common name", () => {
  expect(select(NAMED, "base")).toBe("run-0 run-1");
  expect(select(NAMED, "base 2")).toBe("run-1");
  expect(select(NAMED, "window")).toBe("run-3");
});

test("nothing, or one of two, is refused in a line that says what to do", () => {
  expect(select(NAMED, "run")).toBe(
    "5 runs begin with run: run-0, run-1, run-2, …; choose one by its id, or all with commas",
  );
  expect(select([{ tags: { name: "a" } }, { tags: { name: "a" } }], "a")).toBe(
    "2 runs have the name a: run-0, run-1; choose one by its id, or all with commas",
  );
  expect(select(NAMED, "othre")).toBe("no run othre; the nearest is other");
  expect(select(NAMED, "latest,gone")).toMatch(/^no run gone; /);
  expect(select(NAMED, "")).toMatch(/^no run ""; /);
  expect(select(NAMED, "commit:3f2c")).toBe("commit:3f2c is the beginning of 2 commits; add digits");
  expect(select(NAMED, "commit:00000")).toBe("no run of commit 00000; `spantom runs` lists them");
  expect(select(NAMED, "commit:HEAD")).toContain("expected 4 or more digits");
});
