/** Loads better-sqlite3 when it is first needed, and only in a version that this Node can run. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
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

/**
 * A `require` that finds better-sqlite3: from beside this package, or from beside the program, for a bundler that has
 * taken this code along may have put it anywhere, and written down a path of the machine that it ran on.
 * Not from the working folder: what lies there need not be the program's.
 * @throws Error
 */
function requireFrom(places: readonly (string | undefined)[]): NodeJS.Require {
  for (const place of places) {
    try {
      const require = createRequire(place as string);
      require.resolve("better-sqlite3/package.json");
      return require;
    } catch {
      // Not there, or no path at all.
    }
  }
  throw new Error("better-sqlite3 is not installed; run: npm install better-sqlite3");
}

function findRequire(): NodeJS.Require {
  const program = process.argv[1];
  return requireFrom([import.meta.url, program && resolve(program)]);
}

/** Where better-sqlite3 is, for a thread that has no place to look from. */
export function driverPath(): string {
  return findRequire().resolve("better-sqlite3");
}

/** 12 looks for its binary with the help of two packages, which takes longer than opening a file. */
function withBinary(Any: Driver, file: string): Driver {
  if (!existsSync(file)) return Any;
  return class extends Any {
    constructor(path?: string | Buffer, options?: BetterSqlite3.Options) {
      super(path, { ...options, nativeBinding: file });
    }
  } as Driver;
}

/**
 * better-sqlite3, loaded on first use.
 * @throws Error with a one-line message when it is missing, has no binary, or would crash this Node.
 */
export function loadDriver(): Driver {
  if (driver) return driver;
  const require = findRequire();
  const about = require.resolve("better-sqlite3/package.json");
  // Read, because requiring it would take four times as long.
  const { version } = JSON.parse(readFileSync(about, "utf8")) as { version: string };
  const conflict = driverConflict(version, Number(process.versions.napi), process.version);
  if (conflict) throw new Error(conflict);
  const loaded = require("better-sqlite3") as Driver;
  driver = version.startsWith("12.")
    ? withBinary(loaded, join(dirname(about), "build/Release/better_sqlite3.node"))
    : loaded;
  return driver;
}
