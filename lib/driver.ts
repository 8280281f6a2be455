/** Loads better-sqlite3 when it is first needed, and only in a version that this Node can run. */
import { createRequire } from "node:module";
import type BetterSqlite3 from "better-sqlite3";

export type Driver = typeof BetterSqlite3;
export type Connection = BetterSqlite3.Database;

/**
 * Why this Node cannot run that better-sqlite3, or `undefined` when it can.
 *
 * 13 is built for N-API 10 and ends the process with a segmentation fault below it (Node 20, 22.0 to 22.13);
 * 12 aborts in garbage collection from Node 24.19 on. Neither can be caught once a database has been opened.
 */
export function driverConflict(version: string, napi: number, node: string): string | undefined {
  const major = Number.parseInt(version, 10);
  const [nodeMajor = 0, nodeMinor = 0] = node.replace(/^v/, "").split(".").map(Number);
  if (major >= 13 && napi < 10) {
    return `better-sqlite3 ${version} needs Node 22.14 or newer and this is ${node}; run: npm install better-sqlite3@12.11.1 (pnpm, yarn: pin it under "overrides" or "resolutions")`;
  }
  if (major < 13 && (nodeMajor > 24 || (nodeMajor === 24 && nodeMinor >= 19))) {
    return `better-sqlite3 ${version} crashes on Node ${node}; run: npm install better-sqlite3@13 (pnpm, yarn: pin it under "overrides" or "resolutions")`;
  }
  return undefined;
}

let driver: Driver | undefined;

/** Where better-sqlite3 is, for a thread that has no place to look from. */
export function driverPath(): string {
  return createRequire(import.meta.url).resolve("better-sqlite3");
}

/**
 * better-sqlite3, loaded on first use.
 * @throws Error with a one-line message when it is missing, has no binary, or would crash this Node.
 */
export function loadDriver(): Driver {
  if (driver) return driver;
  const require = createRequire(import.meta.url);
  let version: string;
  try {
    version = (require("better-sqlite3/package.json") as { version: string }).version;
  } catch {
    throw new Error("better-sqlite3 is not installed; run: npm install better-sqlite3");
  }
  const conflict = driverConflict(version, Number(process.versions.napi), process.version);
  if (conflict) throw new Error(conflict);
  driver = require("better-sqlite3") as Driver;
  return driver;
}
