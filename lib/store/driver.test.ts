/** Which better-sqlite3 which Node can run: the wrong pair ends the process, so it is refused before it is loaded. */
import { expect, test } from "vitest";
import { explainBinary } from "./database-error.ts";
import { driverConflict, loadDriver, tryDriver } from "./driver.ts";

/** Node, its N-API, and whether it runs better-sqlite3 12 and 13. */
test.each([
  ["v20.19.0", 9, true, false],
  ["v20.20.2", 9, true, false],
  ["v22.13.1", 9, true, false],
  ["v22.14.0", 10, true, true],
  ["v22.20.0", 10, true, true],
  ["v23.11.0", 10, true, true],
  ["v24.0.0", 10, true, true],
  ["v24.18.9", 10, true, true],
  ["v24.19.0", 10, false, true],
  ["v25.0.0", 10, false, true],
  ["v26.1.0", 10, false, true],
])("Node %s (N-API %i) runs 12: %s, 13: %s", (node, napi, twelve, thirteen) => {
  expect(driverConflict("12.11.1", napi, node) === undefined).toBe(twelve);
  expect(driverConflict("13.2.0", napi, node) === undefined).toBe(thirteen);
});

test("a conflict is one line that says which versions, and what to run", () => {
  const old = driverConflict("13.2.0", 9, "v20.20.2");
  expect(old).toMatch(/^better-sqlite3 13\.2\.0 needs Node 22\.14 or newer and this is v20\.20\.2; run: npm install /);
  expect(old).toContain("better-sqlite3@12.11.1");
  const young = driverConflict("12.11.1", 10, "v26.1.0");
  expect(young).toMatch(/^better-sqlite3 12\.11\.1 crashes on Node v26\.1\.0; run: npm install better-sqlite3@13 /);
  for (const line of [old, young]) expect(line).not.toContain("\n");
});

/** Messages of Node or the package, as observed. */
test.each([
  [
    "12 was never compiled",
    undefined,
    "Could not locate the bindings file. Tried:\n → /app/node_modules/better-sqlite3/build/better_sqlite3.node",
    "npm rebuild",
  ],
  [
    "12 was compiled for another Node",
    "ERR_DLOPEN_FAILED",
    "The module '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node'\nwas compiled against a different Node.js version",
    "npm rebuild",
  ],
  [
    "13 came without its binaries, or has none for this system",
    "MODULE_NOT_FOUND",
    "Cannot find module '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node'\nRequire stack:",
    "npm explore",
  ],
  [
    "13's binary needs a newer system",
    "ERR_DLOPEN_FAILED",
    "/lib/libc.so.6: version `GLIBC_2.38' not found (required by /app/node_modules/better-sqlite3/prebuilds/linux-x64.node)",
    "npm explore",
  ],
  ["another module is missing", "MODULE_NOT_FOUND", "Cannot find module 'bindings'", undefined],
  ["the file is damaged", "SQLITE_CORRUPT", "database disk image is malformed", undefined],
])("%s: what to run", (_, code, message, advice) => {
  const line = explainBinary(Object.assign(new Error(message), { code }));
  if (advice)
    expect(line).toMatch(new RegExp(`^better-sqlite3 has no native binary .*run: ${advice} better-sqlite3.*$`));
  else expect(line).toBeUndefined();
});

test("the one installed here runs here", () => {
  expect(tryDriver()).toMatch(/^3\.\d+/);
  const db = new (loadDriver())(":memory:");
  expect(db.prepare("SELECT 1").pluck().get()).toBe(1);
  db.close();
});
