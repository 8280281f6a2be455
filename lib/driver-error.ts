/** What to do where better-sqlite3 is installed and its compiled part is not, or is for another Node. */

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

/** @returns one line about an error of opening a database, or `undefined` where that is not about the compiled part */
export function explainBinary(cause: unknown): string | undefined {
  const { code, message = "" } = cause as { code?: string; message?: string };
  const advice = findAdvice(code, message);
  return advice && `better-sqlite3 has no compiled part for this Node; ${advice}`;
}
