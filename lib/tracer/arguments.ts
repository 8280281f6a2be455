/**
 * Parses and checks the arguments of the API, for the tracer and for its stand-in without Node. Misuse that could never
 * have worked throws a one-line `TypeError`; what a program may be running with today is reported on stderr, and the
 * program goes on.
 */
import type { InitOptions } from "../api.ts";

/** The kind of a value, in a word. Never throws. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  try {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    return kind === "Object" || kind === "Array" ? kind.toLowerCase() : kind;
  } catch {
    return "object"; // A proxy's trap threw.
  }
}

/** @throws TypeError */
export function checkFunction(usage: string, fn: unknown): void {
  if (typeof fn !== "function") throw new TypeError(`${usage}: fn must be a function, not ${kindOf(fn)}`);
}

/** @throws TypeError */
export function readInitArguments(
  pathOrOptions: unknown,
  maybeOptions: unknown,
): { readonly path: string | undefined; readonly options: unknown } {
  const onlyOptions = typeof pathOrOptions === "object" && pathOrOptions !== null && maybeOptions === undefined;
  const path = onlyOptions ? undefined : pathOrOptions;
  const options = onlyOptions ? pathOrOptions : maybeOptions;
  if (path !== undefined) checkPath(path);
  return { path, options };
}

function checkPath(path: unknown): asserts path is string {
  const usage = 'SP.init(path): path must be a file name such as "/tmp/my_spans.db"';
  if (typeof path !== "string" || path === "")
    throw new TypeError(`${usage}, not ${path === "" ? "an empty string" : kindOf(path)}`);
  if (path.includes("\0")) throw new TypeError(`${usage}, without a NUL character`);
  if (path.startsWith("file:")) throw new TypeError(`${usage}, not a URI`);
}

/** Checks the options apart from the path, which is in use by then. @throws TypeError */
export function checkOptions(options: unknown): asserts options is InitOptions {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`SP.init(path, options): options must be an object, not ${kindOf(options)}`);
}

const OPTIONS: ReadonlySet<string> = new Set<keyof InitOptions>(["disabled", "handleSignals"]);

/** What is wrong with options that are used anyway: a line for each, by subject. */
export function findOptionFaults(options: InitOptions): Map<string, string> {
  const faults = new Map<string, string>();
  const keys = Object.keys(options);
  const kind = kindOf(options);
  if (kind !== "object" && !keys.some((key) => OPTIONS.has(key))) {
    faults.set(
      "options",
      `SP.init() takes a path as a string, and options such as { disabled: true }; ${kind} is ignored`,
    );
    return faults;
  }
  for (const key of keys) {
    const value = options[key as keyof InitOptions];
    if (!OPTIONS.has(key))
      faults.set(`option ${key}`, `SP.init() has no option ${key}; it has ${[...OPTIONS].join(" and ")}`);
    else if (value !== undefined && typeof value !== "boolean")
      faults.set(
        `value of ${key}`,
        `SP.init(): option ${key} must be true or false; ${shown(value)} counts as ${!!value}`,
      );
  }
  return faults;
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" ? String(value) : kindOf(value);
}
