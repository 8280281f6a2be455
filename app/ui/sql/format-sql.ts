/**
 * Formats SQL for reading: a line per clause, lists and conditions wrapped at the width, subqueries indented; what fits
 * on one line stays on one. Only whitespace changes: words stay as typed, and comments stay next to their neighbours.
 *
 * Not a library: one would break at every comma and be several times the code.
 */
import { headOf, splitClauses, splitPieces } from "./sql-clauses.ts";
import { isOneLine, isWord, joinTokens, type LaidToken, readLaidTokens, SqlLines } from "./sql-spacing.ts";

type Tokens = readonly LaidToken[];

const INDENT = 2;
/** Wrapped lists align with what follows `SELECT`; after longer keywords, they are indented no further. */
const MAX_HANG = 7;
const QUERIES = new Set(["select", "with", "values"]);

/** SQL truncated within a string or parentheses is returned unchanged. */
export function formatSql(sql: string): string {
  const tokens = readLaidTokens(sql);
  if (tokens.some(({ kind }) => kind === "bad") || !isBalanced(tokens)) return sql;
  const lines = new SqlLines();
  if (hasRoom(lines, tokens)) addAll(lines, tokens, 0);
  else formatClauses(lines, tokens, 0);
  return lines.toText();
}

function isBalanced(tokens: Tokens): boolean {
  let depth = 0;
  for (const { text } of tokens) {
    if (text === "(") depth++;
    else if (text === ")" && --depth < 0) return false;
  }
  return depth === 0;
}

function hasRoom(lines: SqlLines, tokens: Tokens): boolean {
  return isOneLine(tokens) && lines.fits(tokens);
}

function addAll(lines: SqlLines, tokens: Tokens, indent: number): void {
  for (const token of tokens) lines.add(token, indent);
}

function formatClauses(lines: SqlLines, tokens: Tokens, indent: number): void {
  for (const clause of splitClauses(tokens)) {
    lines.break(indent);
    const above = clause.filter((token, i) => token.alone && clause.slice(0, i).every(({ alone }) => alone)).length;
    addAll(lines, clause.slice(0, above), indent);
    if (above > 0) lines.break(indent);
    const head = joinTokens(headOf(clause));
    formatPieces(lines, clause.slice(above), indent + Math.min(MAX_HANG, Math.max(INDENT, head.length + 1)));
  }
}

/** @param hang indent of continuation lines */
function formatPieces(lines: SqlLines, tokens: Tokens, hang: number, level = 0): void {
  const pieces = splitPieces(tokens, level);
  if (hasRoom(lines, tokens)) addAll(lines, tokens, hang);
  else if (!pieces) formatGroups(lines, tokens, hang);
  else {
    for (const [i, piece] of pieces.entries()) {
      if (i > 0 && !hasRoom(lines, piece)) lines.break(hang);
      formatPieces(lines, piece, hang, level + 1);
    }
  }
}

/** Splits parentheses that do not fit: their content goes on separate lines. */
function formatGroups(lines: SqlLines, tokens: Tokens, hang: number): void {
  for (let at = 0; at < tokens.length; at++) {
    const end = tokens[at]?.text === "(" ? findEnd(tokens, at) : at;
    const group = tokens.slice(at, end + 1);
    if (group.length < 3 || hasRoom(lines, group)) addAll(lines, group, hang);
    else formatGroup(lines, group, hang);
    at = end;
  }
}

function formatGroup(lines: SqlLines, group: Tokens, hang: number): void {
  const [open, close] = [group[0] as LaidToken, group.at(-1) as LaidToken];
  const inner = group.slice(1, -1);
  lines.add(open, hang);
  const outer = lines.indent;
  const first = inner.find(({ kind }) => kind !== "comment");
  lines.break(outer + INDENT);
  if (isWord(first, QUERIES)) formatClauses(lines, inner, outer + INDENT);
  else formatPieces(lines, inner, outer + INDENT);
  lines.break(outer);
  lines.add(close, hang);
}

function findEnd(tokens: Tokens, open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === "(") depth++;
    else if (tokens[at]?.text === ")" && --depth === 0) return at;
  }
  return tokens.length - 1;
}
