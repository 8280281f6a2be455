/** One line on stderr, once per subject: what happened, to which file, what to do. Never throws. */
import { callLater } from "./timers.ts";

/** A program may have a subject for each of its spans. */
const MAX_SUBJECTS = 1000;
const warned = new Set<string>();

export function warnOnce(subject: string, line: string): void {
  if (warned.has(subject) || warned.size >= MAX_SUBJECTS) return;
  warned.add(subject);
  warn(line);
}

/** Control characters, line ends, bidirectional controls: a path or a name may hold some, and terminals obey them. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const MAX_LENGTH = 2000;

/** For what is worth a line each time, such as a failed `SP.clear()`. */
export function warn(line: string): void {
  try {
    const seen = line.slice(0, MAX_LENGTH).replace(UNSEEN, visible);
    write(`spantom: ${seen}\n`);
  } catch {
    // stderr may be closed; the traced program must not notice.
  }
}

function visible(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const ignore = () => {};
let ignoring = false;

/** A pipe whose reader is gone emits an error a tick later, which would end the program. */
function write(text: string): void {
  const { stderr } = process;
  if (!ignoring) stderr.on("error", ignore);
  ignoring = true;
  stderr.write(text, () => {
    callLater(() => {
      ignoring = false;
      stderr.removeListener("error", ignore);
    });
  });
}
