import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Reading } from "../columns/span-range.ts";
import { because } from "../fixtures/because.ts";
import { DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import type { QueryName } from "../queries/registry.ts";
import type { Reader } from "./reader.ts";
import { createReader } from "./reader.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-pool-"));
let reader: Reader;
let holds = 0;
beforeEach(() => {
  reader?.close();
  reader = createReader(fileURLToPath(new URL("../fixtures/held-child.mjs", import.meta.url)));
});
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true });
});

/** Valid for any query: unknown parameters are dropped. */
function paramsOf(about: string, reading?: Reading) {
  const all = {
    scope: { ...DEFAULT_SCOPE, run: about },
    reading,
    id: 1,
    choice: DEFAULT_CHOICE,
    name: "",
    where: [],
    selection: { slowest: 5 },
  };
  return all as never;
}

/** Sends a query that is answered when `release` is called; the answer names the process. */
function hold(query: QueryName, about = "", reading?: Reading) {
  const until = join(folder, String(holds++));
  const controller = new AbortController();
  const { signal } = controller;
  const answer = reader.ask("a.db", query, paramsOf(about, reading), { signal, other: until });
  return { answer, release: () => writeFileSync(until, ""), stop: () => controller.abort() };
}

async function ask(query: QueryName, about = "", reading?: Reading) {
  const outcome = await reader.ask("a.db", query, paramsOf(about, reading));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value as unknown as number;
}

test("the first rows of a view do not wait for long queries, however many there are", async () => {
  const long = [hold("why"), hold("overview"), hold("selfTimes"), hold("compareTags")];
  for (const query of ["tree", "spanRank", "scopeNewest", "scopeNames"] as const)
    expect(await ask(query)).toBeGreaterThan(0);
  for (const { release } of long) release();
  expect((await Promise.all(long.map(({ answer }) => answer))).every(({ ok }) => ok)).toBe(true);
});

test("a long query does not wait for another one alone", async () => {
  const why = hold("why", "a");
  for (const query of ["overview", "selfTimes", "compareTags", "overview"] as const)
    expect(await ask(query, "b")).toBeGreaterThan(0);
  why.stop();
  expect(await why.answer).toMatchObject({ ok: false, code: "SQL_CANCELLED" });
});

test("after a renewal, new processes answer, including earlier queries", async () => {
  const old = [await ask("tree"), await ask("why")];
  const running = [hold("why"), hold("why"), hold("why")];
  const stopped = hold("tree");
  reader.renew();
  stopped.stop();
  expect(await stopped.answer).toMatchObject({ ok: false, code: "SQL_CANCELLED" });
  for (const { release } of running) release();
  const outcomes = await Promise.all(running.map(({ answer }) => answer));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: true, value: expect.any(Number) });
  for (const outcome of outcomes) expect(old).not.toContain(outcome.ok && outcome.value);
  expect(old).not.toContain(await ask("tree"));
});

test("waiting queries run by urgency: first rows, quick ones, then the rest in order", async () => {
  const running = [hold("why"), hold("why"), hold("tree")];
  const order: string[] = [];
  const waiting = (["compareSides", "overview", "scopeStrip", "scopeNames", "tree"] as const).map((query) =>
    ask(query).then(() => order.push(query)),
  );
  running[2]?.release();
  await Promise.all(waiting.slice(2));
  expect(order).toEqual(["tree", "scopeStrip", "scopeNames"]);
  running[0]?.release();
  await Promise.all(waiting);
  expect(order.slice(3)).toEqual(["compareSides", "overview"]);
  running[1]?.release();
});

test("a process that has read a scope is asked about it again, another one while it is busy", async () => {
  const both = [hold("overview", "a"), hold("overview", "b")];
  for (const { release } of both) release();
  const [a, b] = (await Promise.all(both.map(({ answer }) => answer))).map((outcome) => outcome.ok && outcome.value);
  expect(a).not.toBe(b);
  expect([await ask("why", "b"), await ask("why", "a"), await ask("why", "b")]).toEqual([b, a, b]);
  const busy = hold("why", "b");
  expect(await ask("why", "b")).toBe(a);
  busy.release();
});

test("two processes do not read the same of a scope side by side", async () => {
  const same = [hold("why", "a", "exact"), hold("why", "a", "exact")];
  // Another scope and a sample are other readings.
  const other = await ask("why", "b", "exact");
  expect(await ask("why", "a", "sample")).toBe(other);
  for (const { release } of same) release();
  const [one, two] = (await Promise.all(same.map(({ answer }) => answer))).map(
    (outcome) => outcome.ok && outcome.value,
  );
  expect(two).toBe(one);
  expect(one).not.toBe(other);
  // Each now answers from what it has read.
  expect([await ask("why", "a", "sample"), await ask("why", "a", "exact")]).toEqual([other, one]);
});

test("too many at once are refused", async () => {
  const held = Array.from({ length: 4_100 }, () => hold("why"));
  const told = (await Promise.all(held.slice(4_098).map(({ answer }) => answer))).map((outcome) =>
    outcome.ok ? "" : `${outcome.code} ${outcome.message}`,
  );
  expect(new Set(told)).toEqual(new Set(["SQL_BUSY 4096 queries are already waiting. Try again in a moment."]));
});

test.skipIf(because(process.platform === "win32", "Windows has other priorities"))(
  "long queries leave the processors to the pages",
  async () => {
    expect(getPriority(await ask("why"))).toBe(Math.min(getPriority() + 5, 19));
    const held = [hold("why"), hold("why")];
    expect(getPriority(await ask("tree"))).toBe(getPriority(process.pid));
    for (const { release } of held) release();
  },
);
