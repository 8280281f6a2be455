/** Clocks that jump, and clocks that a test has replaced. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject(["@sinonjs/fake-timers"]);
  if (!cannotSet) compileClock();
});
afterAll(() => project.remove());

/** Children outside their parents by more than a minute: the clock was set by an hour. */
const OUTSIDE = `SELECT DISTINCT child.name || ' is not in ' || parent.name FROM span_links
  JOIN spans child ON child.id = span_id JOIN spans parent ON parent.id = parent_id
  WHERE child.start < parent.start - 1e-6 OR child.start + child.duration > parent.start + parent.duration + 60`;
const AMISS = `SELECT DISTINCT name || ' began ' || round(start - value) || ' s after its time' FROM spans
  JOIN span_tags ON span_id = spans.id AND key = 'wall' WHERE abs(start - value) > 60`;
const LONG = "SELECT name || ' took ' || duration FROM spans WHERE duration < 0 OR duration > 60";

function compileClock(): void {
  const source = fileURLToPath(new URL("../fixtures/wall-clock.c", import.meta.url));
  execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", project.at("wall-clock.so"), source]);
}

function canCompile(): boolean {
  try {
    execFileSync("cc", ["--version"], { stdio: "ignore" });
    return process.platform === "linux";
  } catch {
    return false;
  }
}

const cannotSet = because(!canCompile(), "needs Linux and a C compiler, to set the clock for one process");

describe.concurrent("a wall clock that is set while a program traces", () => {
  async function trace(seconds: number, name: string, env: Readonly<Record<string, string>>) {
    const file = project.at(`${name}.db`);
    const ended = await project.run("wall-clock.mjs", [String(seconds)], { env: { SPANTOM_DB: file, ...env } });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const { count, faults } = readRecorded(file);
    expect({ faults, amiss: ask(file, AMISS), outside: ask(file, OUTSIDE), long: ask(file, LONG) }).toEqual({
      faults: [],
      amiss: [],
      outside: [],
      long: [],
    });
    expect(count).toMatchObject({ many: 6000, "in it": 20, unfinished: 2, "left open": 2, "left open too": 2 });
    expect(ask(file, "SELECT start FROM spans WHERE name = 'written'")).toEqual([1_700_000_000, 1_700_000_000]);
  }

  test.skipIf(cannotSet).each([3600, -3600])("by %d s: trees begin on time, and hold together", async (seconds) => {
    const clock = project.at(`clock ${seconds}`);
    writeFileSync(clock, Buffer.alloc(8));
    await trace(seconds, `set ${seconds}`, { LD_PRELOAD: project.at("wall-clock.so"), WALL_CLOCK: clock });
  });

  test.each([3600, -3600])("by %d s, in the program alone: the same", (seconds) =>
    trace(seconds, `own ${seconds}`, {}),
  );
});

describe.concurrent("fake clocks and timers", () => {
  test.each(
    ["@sinonjs/fake-timers", "node:test", "a few lines"].flatMap((whose) => [
      [whose, "before"],
      [whose, "after"],
    ]),
  )("of %s, installed %s the import: durations are real, and spans are written by themselves", async (whose, when) => {
    const env = { SPANTOM_DB: project.at(`${whose.replace(/\W/g, "")} ${when}.db`) };
    const ended = await project.run("fake-timers.mjs", [whose, when], { env });
    expect(ended).toMatchObject({ code: 0, stdout: "written\nwritten\n2\n3002\n1\n" });
    expect(ended.stderr).not.toContain("spantom:");
  });
});
