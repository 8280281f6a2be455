/** A program that temporarily has no file descriptors left: that is reported, and its spans are written afterwards. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { explain } from "../store/database-error.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
  project.write("program.mjs", PROGRAM);
});
afterAll(() => project.remove());

/** Takes all descriptors but some; traces; returns them or not; traces. Prints how many spans are lost. */
const PROGRAM = `
  import { closeSync, openSync } from "node:fs";
  import { SP } from "spantom";
  const [left, ends] = process.argv.slice(2);
  const held = [];
  process.stderr.write(""); // What Node opens by itself is open from here on.
  const turns = async () => { for (let i = 0; i < 5; i++) await new Promise(setImmediate); };
  await turns();
  try { for (;;) held.push(openSync("/dev/null")); } catch {}
  for (let i = 0; i < left; i++) closeSync(held.pop());
  for (let i = 0; i < 10; i++) SP.span("without", () => {});
  await turns();
  if (ends === "never") process.exit(3);
  for (const file of held) closeSync(file);
  for (let i = 0; i < 10; i++) SP.span("with", () => {});
  SP.flush();
  console.log(SP.summary().dropped);`;

function run(left: number, ends: string) {
  const file = project.at("spans.db");
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  const command = `ulimit -n 60; exec "$0" "$@"`;
  const args = ["-c", command, process.execPath, project.at("program.mjs"), `${left}`, ends];
  const env = { PATH: process.env.PATH, SPANTOM_DB: file } as unknown as NodeJS.ProcessEnv;
  const { status, stdout, stderr } = spawnSync("sh", args, { encoding: "utf8", env });
  return { code: status, stdout, lines: stderr.split("\n").filter((line) => line !== ""), file };
}

const REASON =
  /^spantom: .*: this program has no file descriptors left \(EMFILE\); spans are kept in memory and will be retried$/;

describe.skipIf(because(process.platform === "win32", "Windows has no such limit"))("of a program", () => {
  test.each([0, 1, 2, 3, 6])("that has %i left, all spans are there when it has them back", (left) => {
    const { code, stdout, lines, file } = run(left, "later");
    expect({ code, stdout }, lines.join("\n")).toEqual({ code: 0, stdout: "0\n" });
    for (const line of lines) expect(line).toMatch(REASON);
    expect(lines.length, lines.join("\n")).toBeLessThan(2);
    if (left === 0) expect(lines).toHaveLength(1);
    expect(readRecorded(file)).toMatchObject({ count: { with: 10, without: 10 }, faults: [] });
  });

  test("that never gets any back, the spans are counted as lost, and its exit code is its own", () => {
    const { code, lines } = run(0, "never");
    expect(code).toBe(3);
    expect(lines).toEqual([
      expect.stringMatching(REASON),
      expect.stringMatching(/^spantom: 10 spans not written to \S+: it stayed unwritable until the end$/),
    ]);
  });
});

test.each([
  ["/x.node: cannot open shared object file: Too many open files", /no file descriptors left \(EMFILE\)/],
  ["/x.node: cannot open shared object file: Too many open files in system", /this machine has no .* left \(ENFILE\)/],
  ["/x.node: cannot allocate memory in static TLS block: Cannot allocate memory", /no memory left \(ENOMEM\)/],
  ["/x.node: cannot open shared object file: Permission denied", /\(Permission denied\); check its permissions/],
  [
    "/x.node: failed to map segment from shared object: Operation not permitted",
    /check its permissions and its disk's mount options/,
  ],
  ["/x.node: was compiled against a different Node.js version", /no native binary for this Node; run: npm rebuild/],
])("why the compiled part is not loaded: %s", (message, line) => {
  expect(explain("/x.db", Object.assign(new Error(message), { code: "ERR_DLOPEN_FAILED" })).message).toMatch(line);
});
