/** One line on stderr, once per subject: what happened, to which file, what to do. Never throws. */
const said = new Set<string>();

export function say(subject: string, line: string): void {
  if (said.has(subject)) return;
  said.add(subject);
  sayAlways(line);
}

/** For what is worth a line each time it is asked for, such as a failed `SP.clear()`. */
export function sayAlways(line: string): void {
  try {
    process.stderr.write(`spantom: ${line}\n`);
  } catch {
    // stderr may be closed; the traced program must not notice.
  }
}
