import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project } from "./fixtures/project.ts";
import { ask, readRecorded } from "./fixtures/recorded.ts";

interface Kept {
  /** Of the three spans in the last tick; those that are not promised may be there or not. */
  readonly late: "all" | "not promised";
  /** Other spans than `early` and `late`, with how often they are there. */
  readonly more?: Readonly<Record<string, number>>;
  /** Those of them that the program never ended. */
  readonly unfinished?: readonly string[];
  readonly failed?: readonly string[];
}

const ALL: Kept = { late: "all" };
const EARLY: Kept = { late: "not promised" };
const HELD: Kept = { late: "all", more: { inner: 1, outer: 1 }, unfinished: ["inner", "outer"] };
const AT_EXIT: Kept = { late: "all", more: { "at exit": 2 } };
const FAILED: Kept = { late: "all", more: { failing: 1 }, failed: ["failing"] };
const PENDING: Kept = { late: "all", more: { pending: 1 }, unfinished: ["pending"] };

/** How the program ends, what the system is told about it, and what is in the file. */
const TABLE: readonly (readonly [ending: string, status: number | NodeJS.Signals, kept: Kept])[] = [
  ["natural end", 0, ALL],
  ["process.exit", 3, ALL],
  ["process.exit in a timer", 3, ALL],
  ["process.exit in a span", 4, HELD],
  ["process.exit in an async span", 4, { ...HELD, more: { inner: 1, outer: 1, done: 1 } }],
  ["process.exit in a block", 4, { late: "all", more: { block: 1, begun: 1 }, unfinished: ["begun", "block"] }],
  ["process.exitCode", 5, ALL],
  ["uncaught throw", 1, ALL],
  ["uncaught throw of a span", 1, FAILED],
  ["throw of no error", 1, ALL],
  ["caught by uncaughtException", 8, ALL],
  ["unhandled rejection", 1, ALL],
  ["unhandled rejection of a span", 1, FAILED],
  ["promise that never settles", 0, PENDING],
  ["await that never ends", 13, PENDING],
  ["throw in an exit listener", 1, ALL],
  ["span in an exit listener", 0, AT_EXIT],
  ["span in an exit listener before ours", 0, AT_EXIT],
  ["span in beforeExit", 0, AT_EXIT],
  ["process.reallyExit", 6, EARLY],
  ["process.abort", "SIGABRT", EARLY],
  ["SIGINT", "SIGINT", EARLY],
  ["SIGTERM", "SIGTERM", EARLY],
  ["SIGHUP", "SIGHUP", EARLY],
  ["SIGKILL", "SIGKILL", EARLY],
  ["SIGINT, handled", "SIGINT", ALL],
  ["SIGTERM, handled", "SIGTERM", ALL],
  ["SIGHUP, handled", "SIGHUP", ALL],
  ["SIGTERM, handled in a span", "SIGTERM", { late: "all", more: { outer: 1 }, unfinished: ["outer"] }],
  ["SIGTERM, handled by the program too", 9, ALL],
  ["SIGTERM, handled once by the program too", 0, ALL],
  ["SIGTERM, outlived by the program", 0, ALL],
];

let project: Project;
beforeAll(async () => {
  project = await createProject();
});
afterAll(() => project.remove());

/** What Node has written about the end, less what any call in between changes: frames, the excerpt, addresses. */
function withoutFrames(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => !/^ +at .*(node:|\/spantom\/)|: 0x/.test(line));
  const error = lines.findIndex((line) => /^RangeError: /.test(line));
  return lines.slice(Math.max(0, error)).join("\n");
}

describe.concurrent("what is kept at the end", () => {
  test.each(TABLE)("%s", async (ending, status, kept) => {
    const file = project.at(`${ending}.db`);
    const env = { SPANTOM_DB: file };
    const traced = await project.run("endings.mjs", [ending], { env });
    const { count, errors, faults, tagCount } = readRecorded(file);
    expect(faults).toEqual([]);
    const { early = 0, late = 0, ...more } = count;
    expect({ early, ...more }).toEqual({ early: 3, ...kept.more });
    expect(late).toBeGreaterThanOrEqual(kept.late === "all" ? 3 : 0);
    expect(late).toBeLessThanOrEqual(3);
    expect(tagCount).toBe(early + late + (count["at exit"] ?? 0));
    const unfinished = (kept.unfinished ?? []).map((name) => [name, "Unfinished"]);
    const failed = (kept.failed ?? []).map((name) => [name, "RangeError"]);
    expect(errors).toEqual(Object.fromEntries([...unfinished, ...failed]));

    expect(traced.signal ?? traced.code).toBe(status);
    const untraced = await project.run("endings.mjs", [ending], { env: { ...env, SPANTOM_DISABLED: "1" } });
    expect({ ...traced, stderr: withoutFrames(traced.stderr) }).toEqual({
      ...untraced,
      stderr: withoutFrames(untraced.stderr),
    });
  });
});

test("unfinished spans have the duration until the end, and their parents", () => {
  const { spans, links } = readRecorded(project.at("process.exit in a span.db"));
  const inner = spans.find((span) => span.name === "inner");
  expect(inner?.duration).toBeGreaterThanOrEqual(0.005);
  expect(links).toEqual(["inner < outer"]);
  const { links: across } = readRecorded(project.at("process.exit in an async span.db"));
  expect(across).toEqual(["done < outer", "inner < outer"]);
});

test("killed while it waits for something: nothing is lost", async () => {
  const file = project.at("idle.db");
  const child = project.start("killed.mjs", ["idle"], { env: { SPANTOM_DB: file } });
  await once(child.stdout, "data");
  await sleep(300);
  child.kill("SIGKILL");
  await once(child, "close");
  const { count, faults } = readRecorded(file);
  expect({ count, faults }).toEqual({ count: { span: 7 }, faults: [] });
});

/** What a loop that never yields may be ahead of the file: 1 MiB of spans, 56 bytes each, and a look and a batch apart. */
const AHEAD = 45_000;

test("killed in a loop that never yields: what it was ahead of the file is lost, and nothing in between", async () => {
  const file = project.at("busy.db");
  const child = project.start("killed.mjs", ["busy"], { env: { SPANTOM_DB: file } });
  let ended = 0;
  child.stdout.on("data", (chunk) => {
    ended = Number(String(chunk).trim().split("\n").at(-1));
    if (ended >= 200_000) child.kill("SIGKILL");
  });
  await once(child, "close");
  const { count, faults } = readRecorded(file);
  expect(faults).toEqual([]);
  expect(count.span).toBeGreaterThan(ended - AHEAD);
  // The spans from the first to the last one written, each with its tag: nothing is missing in between.
  const gaps = "SELECT count(*) FROM spans LEFT JOIN span_tags ON span_id = spans.id WHERE value IS NOT spans.id - 1";
  expect(ask(file, gaps)).toEqual([0]);
});
