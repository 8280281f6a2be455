/** A disk or a buffer that is full: the program goes on, one line says why, and what was kept arrives later. */
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { startFaulty } from "../fixtures/faulty-program.ts";
import { createProject, type Project, waitFor, waitForOutput } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";

let project: Project;
let mounted = "";
beforeAll(() => {
  project = createProject();
});
afterAll(() => {
  if (mounted) execFileSync("umount", [mounted]);
  project.remove();
});

/** Mounts, if possible, a disk with room for what is traced here and for SQLite's log, which takes 4 MB. */
function mount(): boolean {
  const folder = project.at("disk");
  mkdirSync(folder);
  const done =
    process.getuid?.() === 0 && spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "spantom-test", folder]);
  if (done && done.status === 0) mounted = folder;
  return mounted !== "";
}

/** Fills the disk until nothing fits: the program keeps writing, so the free space is not known in advance. */
function fill(file: string): void {
  const chunk = Buffer.alloc(16_384);
  try {
    for (;;) appendFileSync(file, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}

describe("a full disk", () => {
  test.for(["", "thread"])("with writer %j", async (writer, { skip }) => {
    skip(because(!mounted && !mount(), "no disk can be mounted here, which needs root"));
    const file = `${mounted}/spans${writer}.db`;
    const ballast = `${mounted}/ballast`;
    const program = startFaulty(project, file, writer);
    await program.reach(file);
    fill(ballast);
    program.tell("burst 5000");
    await program.waitForNumber("burst");
    await program.goOn();
    await program.goOn();
    expect(program.lines()).toEqual([
      expect.stringMatching(/^spantom: .*: .*the disk is full, free some space; spans are kept/),
    ]);
    rmSync(ballast);
    await program.reach(file);
    const { code, ended, dropped, stdout } = await program.stop();
    expect(stdout).not.toContain("threw");
    expect({ code, dropped, lines: program.lines().length }).toEqual({ code: 7, dropped: 0, lines: 1 });
    const { count, faults, links } = readRecorded(file);
    expect({ count, faults, links }).toEqual({
      count: { outer: ended / 2, inner: ended / 2 },
      faults: [],
      links: ["inner < outer"],
    });
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  });
});

test.each(["", "thread", "main"])(
  "a full buffer, with writer %j: the newest are dropped and counted, memory is bounded",
  async (writer) => {
    const file = project.at(`buffer ${writer}.db`);
    const program = startFaulty(project, file, writer);
    await program.reach(file);
    const holder = project.start("holder.mjs", [file]);
    const held = waitFor(holder);
    await waitForOutput(holder, "held");
    program.tell("burst 900000");
    await program.waitForNumber("burst");
    await program.goOn();
    program.tell("memory");
    expect(await program.waitForNumber("memory")).toBeLessThan(400);
    expect(program.lines()).toEqual([
      expect.stringMatching(/^spantom: .*db: .*the buffer is full; the newest spans are dropped/),
    ]);
    holder.stdin.end();
    await held;
    const newest = () => ask<string>(file, "SELECT value FROM span_tags ORDER BY id DESC LIMIT 1")[0];
    await expect.poll(() => Number(newest())).toBeGreaterThan(900_000);
    const { code, ended, dropped, signal } = await program.stop();
    expect({ code, signal, lines: program.lines().length }).toEqual({ code: 7, signal: null, lines: 1 });
    expect(dropped).toBeGreaterThan(0);
    const { count, faults } = readRecorded(file);
    expect(faults).toEqual([]);
    expect((count.outer ?? 0) + (count.inner ?? 0) + dropped).toBe(ended);
    // All from the first one until the buffer was full, in order, and the latest.
    const kept = ask<number>(
      file,
      "SELECT CAST(value AS INTEGER) FROM span_tags JOIN spans ON spans.id = span_id WHERE name = 'inner' ORDER BY span_id",
    );
    const hole = kept.findIndex((value, i) => value !== i);
    expect(hole).toBeGreaterThan(40_000);
    expect(kept.slice(hole).every((value, i, rest) => i === 0 || value > (rest[i - 1] as number))).toBe(true);
    expect(kept.at(-1)).toBe(ended / 2 - 1);
  },
);
