/** A program that runs out of stack, and catches that: tracing goes on afterwards, wherever it was interrupted. */
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Session } from "../api.ts";
import { collectNotices, createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
  SP.span("before", () => {});
  SP.flush();
});
afterEach(() => void collectNotices(() => traced.remove()));

/** Calls `use` at the end of the stack, and then again with a little more stack each time. */
function atTheEdge(use: () => void): void {
  let levels = 0;
  // Frames of other sizes end elsewhere.
  const deeper = (...sizes: unknown[]): void => {
    try {
      deeper(...sizes);
    } catch (error) {
      try {
        if (levels < 300) use();
      } catch {
        // The program's own overflow, at that level.
      }
      levels += 1;
      throw error;
    }
  };
  for (let round = 0; round < 25; round++) {
    levels = 0;
    try {
      deeper(...Array(round));
    } catch {
      // No stack left even for the catch.
    }
  }
}

const names = () => traced.query<[string]>("SELECT DISTINCT name FROM spans ORDER BY id").flat();

test("in the middle of naming, tagging and ending", () => {
  atTheEdge(() =>
    SP.span({ edge: 1 } as never, { a: { b: [1] } }, () => SP.tag(new Map([["c", new Date(0)]]) as never)),
  );
  expect(SP.current).toBeUndefined();
  SP.span("after", () => {});
  // A name whose conversion was interrupted says so, with the error's exact name if there was stack left to read it.
  const whole = names().filter((name) => !/^\[unprintable: (Range)?Error\]$/.test(name));
  expect(whole).toEqual(["before", '{"edge":1}', "after"]);
});

test("in the middle of writing", () => {
  atTheEdge(() => {
    SP.span("edge", () => {});
    SP.flush();
  });
  SP.span("after", () => {});
  SP.flush();
  expect(names()).toEqual(["before", "edge", "after"]);
  // Of 7,500: those that there was no stack left to keep are counted.
  expect(SP.summary().dropped).toBeLessThan(100);
});

test("under a time limit of node:vm, which ends it at any moment, and runs no catch and no finally", () => {
  // Under such a limit Node may create a half-initialized thread: start it before, or not at all.
  SP.close();
  vi.stubEnv("SPANTOM_WRITER", process.env.SPANTOM_WRITER || "main");
  SP.span("before", () => {});
  SP.flush();
  vi.unstubAllEnvs();
  let [begun, ended] = [0, 0];
  const trace = () => {
    begun += 1;
    SP.span("limited", { n: begun }, () => SP.span("inner", () => {}));
    ended += 1;
  };
  for (let round = 0; round < 300; round++) {
    const run = () => runInNewContext("for (;;) trace()", { trace }, { timeout: 1 + (round % 3) });
    expect(run).toThrow(/timed out/);
  }
  SP.span("after", () => {});
  SP.flush();
  const rows = traced.query<[number]>(
    "SELECT CAST(value AS INTEGER) FROM span_tags JOIN spans ON spans.id = span_id WHERE name = 'limited'",
  );
  // Each once, and each whose call is known to have ended; of the others those that were interrupted after that.
  expect(new Set(rows.flat()).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(ended);
  expect(rows.length).toBeLessThanOrEqual(begun);
  expect(names()).toContain("after");
});

const FORMS: Record<string, (down: () => void) => () => void> = {
  "run now": (down) => () => SP.span("level", down),
  wrapped: (down) => SP.span("level")(down),
};

test.each(Object.keys(FORMS))("a function that calls itself without end, %s", (form) => {
  let levels = 0;
  const down = FORMS[form]?.(() => {
    levels += 1;
    down?.();
  });
  SP.span("around", () => {
    expect(down).toThrow(RangeError);
    expect(SP.current?.name).toBe("around");
  });
  expect(SP.current).toBeUndefined();
  // 12,000 without tracing; 1,600 with four frames of ours per level.
  expect(levels).toBeGreaterThan(2200);
  const ended = traced.query<[number]>("SELECT count(*) FROM spans WHERE name = 'level'")[0]?.[0];
  // Those that there was no stack left to keep are counted.
  expect(levels - Number(ended) - SP.summary().dropped).toBeLessThan(20);
});
