/**
 * Self times by path in the folded format of flame graphs, which speedscope, flamegraph.pl and inferno open: a line for
 * each path, `file;verify;hash 385`, in whole microseconds.
 */
import type { FoldedPath } from "../queries/folded-paths.ts";

const CHUNK = 64 * 1024;
const MICROSECONDS = 1e6;

/** What is rounded off one line is added to the next, so that the lines add up to the whole. */
export function* formatFolded(paths: Iterable<FoldedPath>): Generator<string> {
  let text = "";
  let rest = 0;
  for (const { names, self } of paths) {
    const exact = self * MICROSECONDS + rest;
    const whole = Math.max(0, Math.round(exact));
    rest = exact - whole;
    if (whole === 0) continue;
    text += `${names.map(formatFrame).join(";")} ${whole}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = "";
  }
  yield text;
}

/**
 * `;` ends a frame and a line end a line. A number after a space would be taken for that of another column, so that
 * there are no spaces, either.
 */
function formatFrame(name: string): string {
  return name.replace(/[\s\p{Cc}]+/gu, "_").replaceAll(";", ":") || '""';
}
