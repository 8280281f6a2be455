/**
 * JSON of any value, up to a length: nothing beyond it is read. `JSON.stringify` reads everything first, which takes
 * 2 s for a million rows, and two minutes for an array of 1e8 holes.
 */

/** Levels of nesting; deeper values are hardly meant for people. */
const MAX_DEPTH = 100;

/** Turns a value that JSON cannot express into one that it can. May throw. */
type Plain = (value: unknown) => unknown;

interface Walk {
  readonly plain: Plain;
  readonly max: number;
  text: string;
  /** Properties read, including those that JSON leaves out. */
  steps: number;
  /** Objects being written, innermost last. */
  readonly above: object[];
  /** Something was circular, too deep, or threw. */
  odd: boolean;
}

/**
 * The JSON, or, if it is longer than `max` characters, its beginning: somewhat more than `max` characters.
 * @returns `undefined` if there is no JSON for the value, or if it is short, and circular or throws when read.
 */
export function boundedJson(value: unknown, max: number, plain: Plain): string | undefined {
  const walk: Walk = { plain, max, text: "", steps: 0, above: [], odd: false };
  const top = take(walk, () => value);
  const written = visit(walk, top);
  if (isFull(walk)) return `${walk.text}…`;
  return written && !walk.odd ? walk.text : undefined;
}

function isFull({ text, steps, max }: Walk): boolean {
  return text.length > max || steps > max;
}

/** A value as JSON sees it: after `toJSON`, and made expressible. */
function take(walk: Walk, read: () => unknown): unknown {
  walk.steps += 1;
  try {
    const value = read();
    return typeof value === "object" && value !== null ? walk.plain(replaced(walk, value)) : walk.plain(value);
  } catch {
    walk.odd = true;
    return "[unprintable]";
  }
}

function replaced(walk: Walk, value: object): unknown {
  // The `toJSON` of a Buffer dumps its bytes.
  if (ArrayBuffer.isView(value) || !("toJSON" in value) || typeof value.toJSON !== "function") return value;
  try {
    return value.toJSON();
  } catch {
    walk.odd = true;
    return value;
  }
}

/** @returns whether there was anything to write. */
function visit(walk: Walk, value: unknown): boolean {
  if (typeof value === "string") walk.text += quote(walk, value);
  else if (typeof value === "number" || typeof value === "boolean" || value === null) walk.text += value;
  else if (typeof value === "object") visitObject(walk, value);
  else return false;
  return true;
}

function quote(walk: Walk, text: string): string {
  return JSON.stringify(text.length > walk.max ? text.slice(0, walk.max) : text);
}

function visitObject(walk: Walk, value: object): void {
  if (walk.above.length >= MAX_DEPTH || walk.above.includes(value)) {
    walk.odd = true;
    walk.text += '"[Circular]"';
    return;
  }
  walk.above.push(value);
  try {
    if (Array.isArray(value)) visitList(walk, value);
    else visitRecord(walk, value as Record<string, unknown>);
  } catch {
    walk.odd = true; // A proxy's trap threw.
  }
  walk.above.pop();
}

function visitList(walk: Walk, list: readonly unknown[]): void {
  walk.text += "[";
  for (let i = 0; i < list.length && !isFull(walk); i++) {
    if (i > 0) walk.text += ",";
    const element = take(walk, () => list[i]);
    if (!visit(walk, element)) walk.text += "null";
  }
  walk.text += "]";
}

function visitRecord(walk: Walk, record: Readonly<Record<string, unknown>>): void {
  walk.text += "{";
  let comma = "";
  for (const key of Object.keys(record)) {
    if (isFull(walk)) return;
    const value = take(walk, () => record[key]);
    if (value === undefined || typeof value === "function" || typeof value === "symbol") continue;
    walk.text += `${comma}${quote(walk, key)}:`;
    comma = ",";
    visit(walk, value);
  }
  walk.text += "}";
}

/** The first entries of a collection that may have millions. */
export function firstOf<T>(all: Iterable<T>, count: number): T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length >= count) break;
    first.push(one);
  }
  return first;
}
