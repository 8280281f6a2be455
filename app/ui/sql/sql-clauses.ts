/** Where SQL may be broken into lines: at clauses, and within them at commas, conditions and CASE branches. */
import { isWord, type LaidToken } from "./sql-spacing.ts";

type Tokens = readonly LaidToken[];

const STARTS = new Set(["select", "from", "where", "having", "limit", "union", "intersect", "except"]);
const BEFORE_BY = new Set(["group", "order"]);
const JOINS = new Set(["natural", "left", "right", "full", "inner", "cross", "outer", "join"]);
/** Words that may follow a clause's first word and still belong to its head. */
const HEADS = new Set([...STARTS, ...BEFORE_BY, ...JOINS, "with", "recursive", "by", "all", "distinct", "values"]);
const SETS = { by: new Set(["by"]), join: new Set(["join"]), distinct: new Set(["distinct"]) };

/** Each token's nesting depth in parentheses and CASE expressions. Both ends of a pair count as outside. */
function measureDepths(tokens: Tokens, { cases }: { readonly cases: boolean }): number[] {
  let depth = 0;
  return tokens.map((token) => {
    if (token.text === ")" || (cases && isWord(token, ENDS))) depth--;
    const own = depth;
    if (token.text === "(" || (cases && isWord(token, CASES))) depth++;
    return own;
  });
}

const CASES = new Set(["case"]);
const ENDS = new Set(["end"]);

function isStart(tokens: Tokens, at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (before?.text === "." || after?.text === ".") return false;
  if (isWord(token, BEFORE_BY)) return isWord(after, SETS.by);
  // `IS DISTINCT FROM` is an operator.
  if (isWord(token, STARTS)) return !isWord(before, SETS.distinct);
  if (!isWord(token, JOINS) || isWord(before, JOINS)) return false;
  const end = tokens.slice(at).find((each) => !isWord(each, JOINS) || isWord(each, SETS.join));
  return isWord(end, SETS.join);
}

/** Splits tokens into clauses, each with the comments above it. */
export function splitClauses(tokens: Tokens): Tokens[] {
  const depths = measureDepths(tokens, { cases: false });
  const starts = [0];
  for (let at = 1; at < tokens.length; at++) {
    const isNext = tokens[at - 1]?.text === ";" || isStart(tokens, at);
    if (depths[at] !== 0 || !isNext) continue;
    let start = at;
    while (tokens[start - 1]?.alone) start--;
    if (start > (starts.at(-1) ?? 0)) starts.push(start);
  }
  return starts.map((start, i) => tokens.slice(start, starts[i + 1])).filter((clause) => clause.length > 0);
}

/** The clause's head, such as `SELECT DISTINCT` or `LEFT JOIN`, without the comments above it. */
export function headOf(clause: Tokens): Tokens {
  const first = clause.findIndex((token) => !token.alone);
  const rest = clause.slice(Math.max(0, first));
  const end = rest.findIndex((token) => !isWord(token, HEADS));
  return rest.slice(0, end < 0 ? rest.length : end);
}

const CONDITIONS = new Set(["and", "or", "on"]);
const BRANCHES = new Set(["when", "else", "end"]);
const BETWEEN = new Set(["between"]);

/** Break points, best first. */
const SPLITTERS: readonly ((tokens: Tokens) => boolean[])[] = [splitAtCommas, splitAtConditions, splitAtBranches];

/** @returns undefined if there is nothing left to split at */
export function splitPieces(tokens: Tokens, level: number): Tokens[] | undefined {
  const starts = SPLITTERS[level]?.(tokens);
  if (!starts) return undefined;
  const places = tokens.flatMap((_, at) => (at === 0 || starts[at] ? [at] : []));
  return places.map((place, i) => tokens.slice(place, places[i + 1]));
}

function splitAtCommas(tokens: Tokens): boolean[] {
  const depths = measureDepths(tokens, { cases: true });
  let open = false;
  return tokens.map((token, at) => {
    // A comment after a comma belongs to what precedes the comma.
    const starts = open && (token.kind !== "comment" || token.alone === true);
    if (starts) open = false;
    if (token.text === "," && depths[at] === 0) open = true;
    return starts;
  });
}

function splitAtConditions(tokens: Tokens): boolean[] {
  const depths = measureDepths(tokens, { cases: true });
  let between = false;
  return tokens.map((token, at) => {
    if (depths[at] !== 0) return false;
    if (isWord(token, BETWEEN)) between = true;
    if (!isWord(token, CONDITIONS)) return false;
    const starts = !between;
    between = false;
    return starts;
  });
}

function splitAtBranches(tokens: Tokens): boolean[] {
  const inside = measureDepths(tokens, { cases: false });
  const depths = measureDepths(tokens, { cases: true });
  return tokens.map((token, at) => inside[at] === 0 && (depths[at] ?? 0) <= 1 && isWord(token, BRANCHES));
}
