/** Which better-sqlite3 which Node can run: the wrong pair ends the process, so it is refused before it is loaded. */
import { expect, test } from "vitest";
import { driverConflict, loadDriver } from "./driver.ts";

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

test("the one installed here runs here", () => {
  const db = new (loadDriver())(":memory:");
  expect(db.prepare("SELECT 1").pluck().get()).toBe(1);
  db.close();
});
