/** What a report of running spans has room for. */
import { expect, test } from "vitest";
import type { RunningChange, RunningReport } from "../writer/writer.ts";
import { RunningReporter } from "./running.ts";
import { LiveSpan, type SpanOwner } from "./span.ts";

const owner: SpanOwner = { finish: () => {}, useWriter: () => ({ update: () => {} }), run: (_span, fn) => fn() };

/** The first report of spans that began long ago. */
async function reportOn(spans: readonly LiveSpan[], released = 0): Promise<RunningReport> {
  for (const span of spans) Object.assign(span, { began: span.began - 5000 });
  return new Promise((resolve) => {
    const writeRunning = (change: RunningChange) => {
      if (!("ended" in change) && change.rows.length > 0) resolve(change);
    };
    const open = new Set(spans);
    const reporter = new RunningReporter({
      open,
      released: () => released,
      useWriter: () => ({ writeRunning }),
      outside: (fn) => fn(),
    });
    reporter.start();
  });
}

const begin = (name: string, parent?: LiveSpan) => new LiveSpan(owner, name, parent, true);

test("all are counted, and the first 256 have rows", async () => {
  const spans = Array.from({ length: 300 }, (_, i) => begin(`span ${i}`));
  const { among, rows } = await reportOn(spans, 7);
  expect(among).toBe(307);
  expect(rows.map(({ name }) => name)).toEqual(spans.slice(0, 256).map(({ name }) => name));
  expect(rows.every(({ duration }) => duration >= 5)).toBe(true);
});

test("tags without room are counted, and so are rows", async () => {
  const large = begin("large").tag({ first: 1, text: "x".repeat(10_000), last: Number.NaN });
  const many = Array.from({ length: 50 }, (_, i) => begin(`many ${i}`).tag({ text: '"'.repeat(1800) }));
  const { among, rows } = await reportOn([large, ...many]);
  expect(JSON.parse(rows[0]?.tags ?? "")).toEqual({ first: "1", last: "NaN", "spantom.dropped_tags": "1" });
  expect(among).toBe(51);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.length).toBeLessThan(51);
});

test("a parent is the nearest span that has a row", async () => {
  const outer = begin("outer");
  const between = begin("between", outer);
  const inner = begin("inner", between);
  const { rows } = await reportOn([inner, outer]);
  expect(rows.map(({ name, number, parent }) => [name, number, parent])).toEqual([
    ["inner", 1, 2],
    ["outer", 2, null],
  ]);
});
