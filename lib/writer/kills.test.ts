/** `kill -9`, which a program cannot catch: the file lacks only the latest spans, and no more than may be unflushed. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";

/** Spans by which a program may be ahead of the file: 1 MiB of 56 bytes each, and what may end between two checks. */
const MAX_UNREAD = 24_000;
/** Milliseconds that it waits for a thread that is so far behind. After that the program goes on without it. */
const PATIENCE = 100;

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

/** Starts a program and kills it when `isTime`; returns how many spans must be in the file. */
async function kill(
  pace: string,
  file: string,
  isTime: (ended: number) => boolean | Promise<boolean>,
): Promise<number> {
  const child = project.start("killed.mjs", [pace], { env: { SPANTOM_DB: file } });
  let said = "";
  let failure: unknown;
  child.stdout.on("data", async (chunk) => {
    said += chunk;
    try {
      if (!(await isTime(read().ended))) return;
    } catch (error) {
      failure ??= error;
    }
    child.kill("SIGKILL");
  });
  // From the last complete line.
  const read = () => {
    const [ended = 0, longest = 0] = said.split("\n").at(-2)?.split(" ").map(Number) ?? [];
    return { ended, longest };
  };
  await once(child, "close");
  if (failure !== undefined) throw failure;
  const { ended, longest } = read();
  return longest < PATIENCE ? ended - MAX_UNREAD : 0;
}

/** Counts the spans in the file, and checks that each has its tag and that none is missing in between. */
function countWhole(file: string): number {
  // The kill may come before the first commit, or before the tables are created.
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
  await kill("idle", file, async () => {
    while (countWhole(file) < 7) await sleep(20);
    return true;
  });
  expect(countWhole(file)).toBe(7);
});

test("in a loop that never yields: what it was ahead of the file is lost", async () => {
  const file = project.at("busy.db");
  const least = await kill("busy", file, (ended) => ended >= 200_000);
  expect(countWhole(file)).toBeGreaterThan(least);
});

// After a few thousand spans the thread writes in any case: no second run with `SPANTOM_WRITER` set.
if (!process.env.SPANTOM_WRITER)
  describe.concurrent("at random moments, with 100,000 spans a second", () => {
    test.each(["yielding", "blocked"])(
      "%s: what it was ahead of the file is lost",
      async (pace) => {
        const random = drawRandom();
        for (let round = 0; round < ROUNDS; round++) {
          const file = project.at(`${pace}-${round}.db`);
          const moment = sleep(random.below(1000), true);
          const least = await kill(pace, file, () => moment);
          expect(countWhole(file)).toBeGreaterThanOrEqual(least);
        }
      },
      ROUNDS * 10_000,
    );
  });
