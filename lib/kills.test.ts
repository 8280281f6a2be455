/** `kill -9`, which no program hears: what the file has lost is the end of what was traced, and no more than may wait. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project } from "./fixtures/project.ts";
import { ask, readRecorded } from "./fixtures/recorded.ts";
import { drawRandom, ROUNDS } from "./fixtures/seed.ts";

/** What a program may be ahead of the file: 1 MiB of spans, 56 bytes each, and a look apart. */
const AHEAD = 24_000;

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

/** Starts a program and kills it when `isTime`; returns how many spans it says it has ended. */
async function kill(
  pace: string,
  file: string,
  isTime: (ended: number) => boolean | Promise<boolean>,
): Promise<number> {
  const child = project.start("killed.mjs", [pace], { env: { SPANTOM_DB: file } });
  let ended = 0;
  child.stdout.on("data", async (chunk) => {
    ended = Math.max(ended, Number(String(chunk).trim().split("\n").at(-1)));
    if (await isTime(ended)) child.kill("SIGKILL");
  });
  await once(child, "close");
  return ended;
}

/** The spans in the file: those from the first to the last one, each with its tag, and nothing missing in between. */
function countWhole(file: string): number {
  // The kill may come before the first commit, or that of the tables.
  if (!existsSync(file) || ask<number>(file, "SELECT count(*) FROM sqlite_schema")[0] === 0) return 0;
  const { count, faults, tagCount } = readRecorded(file);
  const { span = 0, ...others } = count;
  expect({ faults, tagCount, others }).toEqual({ faults: [], tagCount: span, others: {} });
  const moved = "SELECT count(*) FROM spans LEFT JOIN span_tags ON span_id = spans.id WHERE value IS NOT spans.id - 1";
  if (span > 0) expect(ask(file, moved)).toEqual([0]);
  return span;
}

test("while it waits for something: nothing is lost", async () => {
  const file = project.at("idle.db");
  await kill("idle", file, () => sleep(300, true));
  expect(countWhole(file)).toBe(7);
});

test("in a loop that never yields: what it was ahead of the file is lost", async () => {
  const file = project.at("busy.db");
  const ended = await kill("busy", file, (ended) => ended >= 200_000);
  expect(countWhole(file)).toBeGreaterThan(ended - AHEAD);
});

// By the thread in any case, from the first few thousand on.
if (!process.env.SPANTOM_WRITER)
  describe.concurrent("at random moments, with 100,000 spans a second", () => {
    test.each(["yielding", "blocked"])(
      "%s: what it was ahead of the file is lost",
      async (pace) => {
        const random = drawRandom();
        for (let round = 0; round < ROUNDS; round++) {
          const file = project.at(`${pace}-${round}.db`);
          const moment = sleep(random.below(1000), true);
          const ended = await kill(pace, file, () => moment);
          expect(countWhole(file)).toBeGreaterThan(ended - AHEAD);
        }
      },
      ROUNDS * 10_000,
    );
  });
