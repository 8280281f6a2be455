/**
 * JSON as written: order, repeated keys and all digits, which objects and numbers of JavaScript would lose. Takes 50 ms
 * for a megabyte.
 */

export interface JsonList {
  readonly kind: "object" | "array";
  /** The key is null in an array. */
  readonly entries: readonly (readonly [key: string | null, value: JsonNode])[];
}

/** A text without its quotes and escapes; a number as written; true, false or null. */
export interface JsonLeaf {
  readonly kind: "text" | "number" | "word";
  readonly text: string;
}

export type JsonNode = JsonList | JsonLeaf;

export function isList(node: JsonNode): node is JsonList {
  return "entries" in node;
}

/** Whether a value is an object or an array in JSON. */
export function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]|[^\s[\]{},:"]+/g;

interface Open {
  readonly kind: JsonList["kind"];
  readonly entries: [key: string | null, value: JsonNode][];
  /** The key whose value comes next. */
  key: string | null;
}

/** @param text an object or an array: `isJson` */
export function readJson(text: string): JsonList {
  const top: Open = { kind: "array", entries: [], key: null };
  const open = [top];
  for (const [token] of text.matchAll(TOKEN)) {
    const within = open.at(-1) ?? top;
    if (token === "]" || token === "}") {
      open.pop();
      continue;
    }
    if (within.kind === "object" && within.key === null) {
      within.key = JSON.parse(token) as string;
      continue;
    }
    const kind = token === "[" ? "array" : token === "{" ? "object" : null;
    const list: Open | null = kind && { kind, entries: [], key: null };
    within.entries.push([within.key, list ?? readLeaf(token)]);
    within.key = null;
    if (list) open.push(list);
  }
  return top.entries[0]?.[1] as JsonList;
}

function readLeaf(token: string): JsonLeaf {
  if (token.startsWith('"')) return { kind: "text", text: JSON.parse(token) as string };
  return { kind: /^[-\d]/.test(token) ? "number" : "word", text: token };
}

/** Rows of a list that are drawn at once. */
export const ROWS_AT_ONCE = 100;
/** Levels are open at first while all their rows are at most so many. */
const OPEN_ROWS = 60;

/** The lists that are open at first: whole levels, from the top. */
export function findOpen(root: JsonList): ReadonlySet<JsonNode> {
  const open = new Set<JsonNode>();
  let rows = 0;
  for (let level: JsonList[] = [root]; level.length > 0; ) {
    rows += level.reduce((sum, { entries }) => sum + Math.min(entries.length, ROWS_AT_ONCE), 0);
    if (rows > OPEN_ROWS && open.size > 0) break;
    for (const list of level) open.add(list);
    level = level.flatMap(({ entries }) => entries.slice(0, ROWS_AT_ONCE).map(([, value]) => value)).filter(isList);
  }
  return open;
}
