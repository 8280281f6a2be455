/**
 * Closing any handle of a file drops every lock that the process holds on it, SQLite's too: another program may then
 * write in the middle of our transaction. So nothing here opens a database but SQLite, which knows its own handles.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { collectNotices, createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";
import { openReader } from "../store/database.ts";
import { createPrivate } from "../store/private-file.ts";
import { SpantomSession } from "../tracer/session.ts";

const LIB = fileURLToPath(new URL("..", import.meta.url));

/** What is imported from `node:fs`, by file. None of it opens an existing file. */
const ALLOWED: Readonly<Record<string, string>> = {
  // Of better-sqlite3's own folder.
  "store/driver.ts": "existsSync readFileSync",
  // Inspect without opening. A missing file is created and closed under another name.
  "store/file-check.ts": "Stats statSync",
  "store/private-file.ts":
    "accessSync closeSync constants linkSync lstatSync openSync readlinkSync realpathSync statSync unlinkSync",
  // Names are removed; nothing is opened.
  "store/sidecars.ts": "linkSync lstatSync realpathSync renameSync statSync unlinkSync",
  "store/file-state.ts": "statSync",
  "store/database.ts": "Stats",
  "reader/sources.ts": "Stats",
  // In the reader's process, which has no connection to the file at that moment.
  "store/copy-file.ts": "chmodSync constants copyFileSync existsSync",
  // Creates and removes a folder of its own.
  "store/private-copies.ts": "mkdirSync mkdtempSync readdirSync rmSync statSync",
  // The started program, and what git wrote beside it; the state of a process.
  "runtime/run-facts.ts": "closeSync openSync readFileSync readSync realpathSync statSync",
  "runtime/git-head.ts": "readFileSync statSync",
  "store/process-state.ts": "readFileSync",
  // Finds which of the handles already open are SQLite's temporary files.
  "reader/watchdog.ts": "fstatSync",
};

test("no source file has other means to open a file", () => {
  const found = Object.fromEntries(
    readdirSync(LIB, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/\.test(-d)?\.ts$|fixtures|node_modules|config/.test(name))
      .flatMap((name) => {
        const source = readFileSync(join(LIB, name), "utf8");
        const imports = [...source.matchAll(/^import\s+(?:type\s+)?([^;]*?)\s+from\s+"(?:node:)?fs(?:\/promises)?"/gm)];
        const used = imports.flatMap(([, words = ""]) => words.match(/\w+/g) ?? []).filter((word) => word !== "type");
        const hidden =
          /\bgetBuiltinModule\("(?!node:(?:worker_threads|vm|v8|crypto)")|require\("(node:)?fs|import\("(node:)?fs/.test(
            source,
          );
        return used.length > 0 || hidden ? [[name, hidden ? "hidden" : used.join(" ")]] : [];
      }),
  );
  expect(found).toEqual(ALLOWED);
});

test("what is made is never opened under its own name", () => {
  const source = readFileSync(join(LIB, "store/private-file.ts"), "utf8");
  const opened = source.match(/openSync\([^)]*\)/g);
  // Both exclusive: a file that is there is refused before it is opened.
  expect(opened).toEqual(['openSync(draft, "wx", 0o600)', 'openSync(path, "wx", 0o600)']);
});

let traced: TracedFile;
let holder: Database.Database;
beforeEach(() => {
  traced = createTracedFile();
  traced.SP.span("before", () => {});
  traced.SP.close();
  holder = new Database(traced.path);
  // In this mode the locks are on the database itself.
  holder.pragma("journal_mode = DELETE");
  holder.exec("BEGIN IMMEDIATE");
});
afterEach(() => {
  holder.close();
  traced.remove();
});

const TRY = `
  const db = new (require("better-sqlite3"))(process.argv[1], { timeout: 0 });
  try { db.exec("BEGIN IMMEDIATE"); console.log("taken"); } catch (error) { console.log(error.code); }`;

/** What another process gets when it tries to write. */
function tryElsewhere(): string {
  return spawnSync(process.execPath, ["-e", TRY, traced.path], { cwd: LIB, encoding: "utf8" }).stdout.trim();
}

test
  .skipIf(because(process.platform === "win32", "Windows keeps its locks otherwise"))
  .each<[string, (path: string) => unknown]>([
    ["SP.summary()", () => traced.SP.summary()],
    ["SP.conn, and closing it", () => traced.SP.conn.close()],
    ["spans, SP.flush() and SP.close()", () => [traced.SP.span("x", () => {}), traced.SP.flush(), traced.SP.close()]],
    ["SP.clear()", () => traced.SP.clear()],
    [
      "SP.init() with the same path, and another",
      () => traced.SP.init(traced.path).init(`${traced.path}-other`).summary(),
    ],
    ["another session", (path) => new SpantomSession(path).summary()],
    ["a reader", (path) => openReader(Database, path).close()],
    ["an attempt to make the file", (path) => createPrivate(path)],
  ])("the locks of this process outlast %s", (_kind, use) => {
  const inode = statSync(traced.path).ino;
  collectNotices(() => use(traced.path));
  expect(tryElsewhere()).toBe("SQLITE_BUSY");
  expect(statSync(traced.path).ino).toBe(inode);
  holder.exec("ROLLBACK");
  expect(tryElsewhere()).toBe("taken");
});

test.skipIf(because(process.platform === "win32", "Windows keeps its locks otherwise"))(
  "and would not outlast a look into the file",
  () => {
    expect(tryElsewhere()).toBe("SQLITE_BUSY");
    readFileSync(traced.path);
    expect(tryElsewhere()).toBe("taken");
  },
);

test("SP.clear() of a file that is held is false, and said; what was traced stays", () => {
  let cleared = true;
  const lines = collectNotices(() => {
    cleared = traced.SP.clear();
  });
  holder.exec("ROLLBACK");
  expect(cleared).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^spantom: SP\.clear\(\): .*: locked by another process/);
  expect(traced.tree()).toEqual(["before"]);
});
