/** Loads better-sqlite3 when it is first needed, and only in a version that this Node can run. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { devNull } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type BetterSqlite3 from "better-sqlite3";
import { explainBinary, findShortage } from "./database-error.ts";

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

interface ResolvedDriver {
  /** The file that is loaded; not a path where a bundler has put a number in its place. */
  readonly main: string;
  readonly version: string;
  load(): Driver;
}

/**
 * Written out, because tools that collect the files of a server look for these very words. Turbopack takes them for its
 * own and loads what they name.
 */
function findBesideThis(): ResolvedDriver {
  const require = createRequire(import.meta.url);
  const main = String(require.resolve("better-sqlite3"));
  const version = isAbsolute(main) ? readVersion(main) : require("better-sqlite3/package.json").version;
  return { main, version, load: () => require("better-sqlite3") };
}

function findFrom(place: string): ResolvedDriver {
  const require = createRequire(place);
  const main = require.resolve("better-sqlite3");
  return { main, version: readVersion(main), load: () => require(main) };
}

/** For when Node could not read a folder for a while: what it did not find then it never finds again. */
function findByHand(place: string): ResolvedDriver {
  const folders = createRequire(place).resolve.paths("better-sqlite3") ?? [];
  const main = folders.map((folder) => join(folder, "better-sqlite3/lib/index.js")).find((file) => existsSync(file));
  return {
    main: main as string,
    version: readVersion(main as string),
    load: () => createRequire(place)(main as string),
  };
}

/** Read, because requiring it would take four times as long. */
function readVersion(main: string): string {
  return JSON.parse(readFileSync(join(dirname(main), "../package.json"), "utf8")).version;
}

/**
 * Finds better-sqlite3: beside this package; or beside the program, for a bundler that has taken this code along may
 * have put it anywhere, and written down a path of the machine that it ran on; or, in a process that reads, where its
 * parent found it, which may have had a loader (Yarn's) that the child has not. Not in the working folder: what lies
 * there need not be the program's.
 * @param fits Whether the one that was found will do.
 * @throws Error
 */
function findDriver(fits: (resolved: ResolvedDriver) => boolean): ResolvedDriver {
  const [, program] = process.argv;
  const places = [import.meta.url, program && resolve(program), process.env.SPANTOM_DRIVER];
  const from = (find: (place: string) => ResolvedDriver) => places.map((place) => () => find(place as string));
  for (const find of [findBesideThis, ...from(findFrom), ...from(findByHand)]) {
    try {
      const resolved = find();
      if (fits(resolved)) return resolved;
    } catch (cause) {
      // Not there, or no path at all.
      if ((cause as { code?: string }).code === "EACCES") throw cause;
    }
  }
  throw whyNothing() ?? new Error("better-sqlite3 is not installed; run: npm install better-sqlite3");
}

/** The shortage that kept Node from finding anything: it finds nothing when it can open nothing. */
function whyNothing(): Error | undefined {
  try {
    readFileSync(devNull);
    return undefined;
  } catch (cause) {
    return findShortage(cause);
  }
}

/** Where better-sqlite3 is, for threads and processes that may have no place to look from. */
export function driverPath(): string {
  return findDriver(({ main }) => isAbsolute(main)).main;
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
 * @throws Error with a one-line message when it is missing, or would crash this Node.
 */
export function loadDriver(): Driver {
  if (driver) return driver;
  const { main, version, load } = findDriver(() => true);
  const conflict = driverConflict(version, Number(process.versions.napi), process.version);
  if (conflict) throw new Error(conflict);
  const binary = join(dirname(main), "../build/Release/better_sqlite3.node");
  driver = version.startsWith("12.") && isAbsolute(main) ? withBinary(load(), binary) : load();
  return driver;
}

/**
 * Opens a database in memory once, so that a compiled part that is missing is said before anything else is.
 * @returns SQLite's version
 * @throws Error with a one-line message when better-sqlite3 is missing, has no binary, or would crash this Node.
 */
export function tryDriver(): string {
  const Driver = loadDriver();
  try {
    const db = new Driver(":memory:");
    const version = db.prepare<[], string>("SELECT sqlite_version()").pluck().get() ?? "";
    db.close();
    return version;
  } catch (cause) {
    const line = explainBinary(cause);
    throw line === undefined ? cause : new Error(line, { cause });
  }
}
