/** What to do where better-sqlite3 is installed and its compiled part is not, or is for another Node, or cannot be read. */

/** Nothing is compiled when 13 is installed: its binaries are part of the package, and `npm rebuild` does nothing. */
const OF_13 = "install it anew, or run: npm explore better-sqlite3 -- npx node-gyp rebuild --force_build=1";
const OF_12 = "run: npm rebuild better-sqlite3";

function findAdvice(code: string | undefined, message: string): string | undefined {
  // 12 asks the package `bindings` for its binary, 13 requires the path of one.
  if (message.startsWith("Could not locate the bindings file")) return OF_12;
  if (code === "MODULE_NOT_FOUND" && message.includes("better_sqlite3.node'")) return OF_13;
  if (code === "ERR_DLOPEN_FAILED") return /[\\/]prebuilds[\\/]/.test(message) ? OF_13 : OF_12;
  return undefined;
}

/** By the code of an error: what a process may run out of for a while. */
const SHORTAGES: Readonly<Record<string, string>> = {
  EMFILE: "this program has no file descriptors left (EMFILE)",
  ENFILE: "this machine has no file descriptors left (ENFILE)",
  ENOMEM: "there is no memory left (ENOMEM)",
};

/** The same in the words of the system's loader, which has no codes. */
const LOADER: readonly (readonly [RegExp, code: string])[] = [
  [/Too many open files in system/i, "ENFILE"],
  [/Too many open files/i, "EMFILE"],
  [/Cannot allocate memory/i, "ENOMEM"],
];

/** An error that says what has run out, with its code. */
export function shortage(code: string): Error {
  return Object.assign(new Error(SHORTAGES[code]), { code });
}

/** Whether an error, or what caused it, is one of something that has run out, and passes. */
export function findShortage(cause: unknown): Error | undefined {
  const {
    code = "",
    message = "",
    cause: before,
  } = (cause ?? {}) as { code?: string; message?: string; cause?: unknown };
  if (Object.hasOwn(SHORTAGES, code)) return shortage(code);
  const found = code === "ERR_DLOPEN_FAILED" && LOADER.find(([words]) => words.test(message));
  if (found) return shortage(found[1]);
  return before === undefined ? undefined : findShortage(before);
}

/** @returns one line about an error of opening a database, or `undefined` where that is not about the compiled part */
export function explainBinary(cause: unknown): string | undefined {
  const { code, message = "" } = cause as { code?: string; message?: string };
  const lacking = findShortage(cause);
  if (lacking) return `better-sqlite3 cannot be loaded: ${lacking.message}`;
  const refusal = code === "ERR_DLOPEN_FAILED" && /Permission denied|Operation not permitted/i.exec(message)?.[0];
  if (refusal)
    return `better-sqlite3's compiled part cannot be loaded (${refusal}); check its rights and how its disk is mounted`;
  const advice = findAdvice(code, message);
  return advice && `better-sqlite3 has no compiled part for this Node; ${advice}`;
}
