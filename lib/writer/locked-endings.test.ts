/** Programs that end while another process holds their file, for some time or for good, with either writer. */
import { copyFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createProject, type Project, waitFor } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";

const SPANS = 50;

vi.setConfig({ maxConcurrency: 3 });

let project: Project;
beforeAll(async () => {
  project = createProject();
  await project.run("locked.mjs", ["natural end", "1", "1"], { env: { SPANTOM_DB: project.at("before.db") } });
});
afterAll(() => project.remove());

/** A file that was traced to before, by one span. */
function copyFile(name: string): string {
  copyFileSync(project.at("before.db"), project.at(name));
  return project.at(name);
}

/** Runs a program while this process holds its file. `inTime` if it was released before the program's end began. */
async function endLocked(args: readonly string[], file: string, release: number, writer: string) {
  const db = new Database(file);
  db.exec("BEGIN EXCLUSIVE");
  const program = project.start("locked.mjs", args, { env: { SPANTOM_DB: file, SPANTOM_WRITER: writer } });
  const outcome = waitFor(program);
  let ending = false;
  program.stdout.once("data", () => {
    ending = true;
  });
  const ended = outcome.then(() => "ended");
  const first = await Promise.race([ended, sleep(release, "released", { ref: false })]);
  const inTime = first === "released" && !ending;
  db.exec("COMMIT");
  const result = { ...(await outcome), inTime };
  db.close();
  return result;
}

const LOSS = /^spantom: (\d+) spans not written to .+: it stayed locked or full until the end$/;

describe.concurrent.each(["thread", ""])("writer %j", (writer) => {
  test.each([
    ["natural end", 0, 0],
    ["process.exit", 7, 0],
    ["throw", 1, 0],
    ["spans in an exit listener", 0, 2],
  ])(
    "%s: the program's exit code, and a line that names the loss, if any",
    async (ending, code, late) => {
      const random = drawRandom();
      for (let round = 0; round < ROUNDS; round++) {
        const file = copyFile(`${ending} ${writer} ${round}.db`);
        // Every fourth time it is held until after the end.
        const release = round % 4 === 3 ? 60_000 : random.below(1200);
        const ended = await endLocked([ending, String(SPANS), "1"], file, release, writer);
        expect(ended).toMatchObject({ code, signal: null });
        const lines = ended.stderr.split("\n").filter((line) => line.startsWith("spantom:"));
        expect(lines.length).toBeLessThanOrEqual(ended.inTime ? 0 : 1);
        const lost = Number(LOSS.exec(lines[0] ?? "")?.[1] ?? 0);
        if (lines.length === 1) expect(lost).toBeGreaterThan(0);
        const { count, faults } = readRecorded(file);
        expect({ faults, span: (count.span ?? 0) - 1 + lost }).toEqual({ faults: [], span: SPANS });
        // Once the loss has been reported, no more spans are written.
        if (lost === 0) expect(count["at exit"] ?? 0).toBe(late);
      }
    },
    ROUNDS * 10_000,
  );

  test("process.exit in the middle of many spans: all are there", async () => {
    const random = drawRandom();
    for (let round = 0; round < ROUNDS / 2; round++) {
      const file = copyFile(`many ${writer} ${round}.db`);
      const turns = 1 + random.below(60);
      const env = { SPANTOM_DB: file, SPANTOM_WRITER: writer };
      const ended = await project.run("locked.mjs", ["process.exit", String(turns * 500), String(turns)], { env });
      expect(ended).toMatchObject({ code: 7, signal: null, stderr: "" });
      const { count, tagCount, faults } = readRecorded(file);
      expect({ count, tagCount, faults }).toEqual({
        count: { span: 1 + turns * 500 },
        tagCount: 1 + turns * 500,
        faults: [],
      });
    }
  }, 120_000);
});
