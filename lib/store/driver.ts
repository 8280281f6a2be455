/** Loads better-sqlite3 on first use, and only a version that this Node can run. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { devNull } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type BetterSqlite3 from "better-sqlite3";
import { explainBinary, findShortage } from "./database-error.ts";

export type Driver = typeof BetterSqlite3;
export type Connection = BetterSqlite3.Database;

/**
 * Why this Node cannot run that version of better-sqlite3, or `undefined` if it can.
 *
 * Version 13 is built for N-API 10 and segfaults on older ones (Node 20, 22.0 to 22.13); 12 aborts in garbage
 * collection on Node 24.19 and newer. Neither can be caught once a database has been opened.
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
let loaded: string | undefined;

/**
 * The version of better-sqlite3, which another thread may have loaded.
 * @throws Error if it is not found
 */
export function driverVersion(): string {
  loaded ??= findDriver(() => true).version;
  return loaded;
}

interface ResolvedDriver {
  /** The file that is loaded; not a path if a bundler has replaced it with a number. */
  readonly main: string;
  readonly version: string;
  load(): Driver;
}

/**
 * Spelled out, because tools that collect a server's files look for exactly these expressions. Turbopack handles them
 * itself and loads the package they name.
 */
function findBesideThis(): ResolvedDriver {
  const require = createRequire(import.meta.url);
  const main = String(require.resolve("better-sqlite3"));
  const version = isAbsolute(main) ? readVersion(main) : require("better-sqlite3/package.json").version;
  return { main, version, load: () => require("better-sqlite3") };
}

function findFrom(origin: string): ResolvedDriver {
  const require = createRequire(origin);
  const main = require.resolve("better-sqlite3");
  return { main, version: readVersion(main), load: () => require(main) };
}

/** For when Node temporarily could not read a folder: it never finds again what it failed to find then. */
function findByHand(origin: string): ResolvedDriver {
  const folders = createRequire(origin).resolve.paths("better-sqlite3") ?? [];
  const main = folders.map((folder) => join(folder, "better-sqlite3/lib/index.js")).find((file) => existsSync(file));
  return {
    main: main as string,
    version: readVersion(main as string),
    load: () => createRequire(origin)(main as string),
  };
}

/** Reads the file, because requiring it takes four times as long. */
function readVersion(main: string): string {
  return JSON.parse(readFileSync(join(dirname(main), "../package.json"), "utf8")).version;
}

/**
 * Finds better-sqlite3: beside this package; or beside the program, because a bundler may have put this code anywhere
 * and recorded a path of the build machine; or, in a reader process, where its parent found it, because the parent may
 * have had a loader (Yarn's) that the child lacks. Never in the working directory, which need not be the program's.
 * @param fits Whether a candidate is acceptable.
 * @throws Error
 */
function findDriver(fits: (resolved: ResolvedDriver) => boolean): ResolvedDriver {
  const [, program] = process.argv;
  const origins = [import.meta.url, program && resolve(program), process.env.SPANTOM_DRIVER];
  const from = (find: (origin: string) => ResolvedDriver) => origins.map((origin) => () => find(origin as string));
  for (const find of [findBesideThis, ...from(findFrom), ...from(findByHand)]) {
    try {
      const resolved = find();
      if (fits(resolved)) return resolved;
    } catch (cause) {
      // Not found, or not a path.
      if ((cause as { code?: string }).code === "EACCES") throw cause;
    }
  }
  throw findLoadShortage() ?? new Error("better-sqlite3 is not installed; run: npm install better-sqlite3");
}

/** The shortage that kept Node from finding anything, if any: it cannot find modules if it cannot open files. */
function findLoadShortage(): Error | undefined {
  try {
    readFileSync(devNull);
    return undefined;
  } catch (cause) {
    return findShortage(cause);
  }
}

/** The path of better-sqlite3, for threads and processes that may be unable to resolve it. */
export function driverPath(): string {
  return findDriver(({ main }) => isAbsolute(main)).main;
}

/** Version 12 locates its binary through two packages, which takes longer than opening a file. */
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
 * @throws Error with a one-line message if it is missing, or would crash this Node.
 */
export function loadDriver(): Driver {
  if (driver) return driver;
  const { main, version, load } = findDriver(() => true);
  const conflict = driverConflict(version, Number(process.versions.napi), process.version);
  if (conflict) throw new Error(conflict);
  loaded = version;
  const binary = join(dirname(main), "../build/Release/better_sqlite3.node");
  driver = version.startsWith("12.") && isAbsolute(main) ? withBinary(load(), binary) : load();
  return driver;
}

/**
 * Opens an in-memory database once, so that a missing native binary is reported before anything else.
 * @returns SQLite's version
 * @throws Error with a one-line message if better-sqlite3 is missing, has no binary, or would crash this Node.
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
