/** What a user may not do: root may do anything, so as root these programs run as nobody. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Outcome, type Project, waitFor, waitForOutput } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const asNobody = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
const possible = process.platform !== "win32" && (!isRoot || spawnSync(asNobody[0] ?? "", ["true"]).status === 0);

const PROGRAM = `
  import { SP } from "spantom";
  for (let i = 0; i < 50; i++) if (SP.span("traced", () => i) !== i) process.exit(1);
  process.exit(7);`;

let project: Project;
beforeAll(() => {
  project = createProject();
  project.write("program.mjs", PROGRAM);
  chmodSync(project.folder, 0o755);
});
afterAll(() => project.remove());

function runAs(script: string, file: string): Promise<Outcome> {
  const [command = "", ...args] = [...(isRoot ? asNobody : []), process.execPath, project.at(script)];
  const env = { PATH: process.env.PATH, SPANTOM_DB: file } as unknown as NodeJS.ProcessEnv;
  return waitFor(spawn(command, args, { env, cwd: project.folder }));
}

/** A file that has been traced into, in a folder of its own that everyone may write to. */
async function traced(name: string): Promise<string> {
  const folder = project.at(name);
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const file = join(folder, "traced.db");
  await project.run("program.mjs", [], { env: { SPANTOM_DB: file } });
  chmodSync(file, 0o666);
  return file;
}

const ROWS: [kind: string, forbid: (file: string) => void, message: RegExp][] = [
  ["a file that may not be read", (file) => chmodSync(file, 0), /: not writable \(EACCES\); check its permissions/],
  [
    "a file that may not be written",
    (file) => chmodSync(file, 0o444),
    /: not writable \(EACCES\); check its permissions/,
  ],
  [
    "a folder that may not be written",
    (file) => chmodSync(dirname(file), 0o555),
    /: its folder is not writable, and SQLite must keep files beside it; copy it elsewhere/,
  ],
  ["a folder that may not be entered", (file) => chmodSync(dirname(file), 0o666), /: cannot be accessed \(EACCES\)/],
];

describe.skipIf(because(!possible, "no setpriv here, without which root cannot be another user"))(
  "a program goes on, with one line about",
  () => {
    test.each(ROWS)("%s", async (kind, forbid, message) => {
      const file = await traced(kind);
      const before = readFileSync(file);
      forbid(file);
      const ended = await runAs("program.mjs", file);
      chmodSync(dirname(file), 0o777);
      expect(ended).toMatchObject({ code: 7, stdout: "" });
      expect(ended.stderr).toMatch(/^spantom: tracing is off: [^\n]+\n$/);
      expect(ended.stderr).toContain(file);
      expect(ended.stderr).toMatch(message);
      expect(readFileSync(file).equals(before)).toBe(true);
    });

    test("a folder where no file may be made", async () => {
      mkdirSync(project.at("closed"));
      chmodSync(project.at("closed"), 0o555);
      const ended = await runAs("program.mjs", project.at("closed/new.db"));
      expect(ended).toMatchObject({ code: 7, stdout: "" });
      expect(ended.stderr).toMatch(/^spantom: tracing is off: \S+new\.db: cannot be created \(EACCES\)[^\n]+\n$/);
    });
  },
);

const LONG_PROGRAM = `
  import { existsSync } from "node:fs";
  import { setTimeout as sleep } from "node:timers/promises";
  import { SP } from "spantom";
  const trace = async () => {
    for (let i = 0; i < 200; i++) await SP.span("traced", () => sleep(1));
  };
  await trace();
  process.stdout.write("began\\n");
  while (!existsSync(process.argv[2])) await sleep(5);
  await trace();
  process.stdout.write("dropped " + SP.summary().dropped);`;

describe.skipIf(because(!possible, "no setpriv here, without which root cannot be another user"))(
  "a folder that becomes read-only while a program traces in it",
  () => {
    test.each(["main", "thread"])("takes nothing away from the writer: %s", async (writer) => {
      const folder = project.at(`closing-${writer}`);
      mkdirSync(folder);
      chmodSync(folder, 0o777);
      project.write("long.mjs", LONG_PROGRAM);
      const file = join(folder, "traced.db");
      const sign = project.at(`closed-${writer}`);
      const [command = "", ...args] = [...(isRoot ? asNobody : []), process.execPath, project.at("long.mjs"), sign];
      const env = { PATH: process.env.PATH, SPANTOM_DB: file, SPANTOM_WRITER: writer } as unknown as NodeJS.ProcessEnv;
      const child = spawn(command, args, { env, cwd: project.folder });
      const ended = waitFor(child);
      await waitForOutput(child, "began");
      chmodSync(folder, 0o555);
      writeFileSync(sign, "");
      expect(await ended).toEqual({ code: 0, signal: null, stdout: "began\ndropped 0", stderr: "" });
      chmodSync(folder, 0o777);
      expect(readRecorded(file)).toMatchObject({ count: { traced: 400 }, faults: [] });
    });
  },
);

describe.skipIf(because(!possible || !isRoot, "files of two users need root"))(
  "in a folder that all share, what another user has planted is left alone:",
  () => {
    let shared: string;
    beforeAll(() => {
      shared = project.at("shared");
      mkdirSync(shared);
      chmodSync(shared, 0o1777);
    });
    const plant = (name: string) => {
      writeFileSync(join(shared, name), "");
      chmodSync(join(shared, name), 0o666);
    };

    test.each<[string, () => void, string, string]>([
      ["a file", () => plant("file.db"), "file.db", "belongs to another user"],
      ["a log to be played back", () => plant("log.db-wal"), "log.db", "log.db-wal: belongs to another user"],
      ["a journal", () => plant("journal.db-journal"), "journal.db", "journal.db-journal: belongs to another user"],
      [
        "a link to nothing",
        () => symlinkSync(project.at("victim.db"), join(shared, "link.db")),
        "link.db",
        "is a link created by another user",
      ],
    ])("%s", async (_kind, make, name, message) => {
      make();
      const file = join(shared, name);
      const ended = await runAs("program.mjs", file);
      expect(ended).toMatchObject({ code: 7, stdout: "" });
      expect(ended.stderr).toMatch(/^spantom: tracing is off: [^\n]+ in a shared folder; set SPANTOM_DB [^\n]+\n$/);
      expect(ended.stderr).toContain(message);
      expect(statSync(project.at("victim.db"), { throwIfNoEntry: false })).toBeUndefined();
    });
  },
);
