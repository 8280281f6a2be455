/**
 * Locates an error in the SQL. SQLite knows where it is (sqlite3_error_offset), but better-sqlite3 does not expose
 * that, so it is inferred from the message; if that is ambiguous, by preparing truncated or modified copies of the SQL.
 */
import type { QueryPlace } from "../model/outcome.ts";
import { nameOf, readTokens, type Token } from "./tokens.ts";

/** Prepares SQL and returns SQLite's error message, or undefined. */
export type Probe = (sql: string) => string | undefined;

const MAX_PROBES = 24;

export function placeOf(sql: string, from: number, to: number): QueryPlace {
  const before = sql.slice(0, from);
  const line = before.split("\n").length;
  return { from, to, line, column: from - before.lastIndexOf("\n") };
}

export function findPlace(sql: string, message: string, probe: Probe): QueryPlace | undefined {
  const tokens = readTokens(sql);
  const span = findSpan(sql, message, tokens, probe);
  return span && placeOf(sql, span.from, span.to);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function findSpan(sql: string, message: string, tokens: readonly Token[], probe: Probe): Span | undefined {
  const syntax = /^near "([\s\S]*)": syntax error$/.exec(message);
  if (syntax) return findSyntaxError(sql, message, occurrences(tokens, syntax[1] ?? ""), probe);
  const last = tokens.at(-1);
  if (message === "incomplete input") return { from: last?.to ?? sql.length, to: last?.to ?? sql.length };
  const unrecognized = /^unrecognized token: "([\s\S]*)"$/.exec(message);
  if (unrecognized)
    return tokens.find((token) => token.kind === "bad" && sql.startsWith(unrecognized[1] ?? "", token.from));
  const called = missingFunction(message);
  if (called) return tokens.find((token, index) => isName(token, called) && tokens[index + 1]?.text === "(");
  const table = missingTable(message);
  if (table) return findTable(tokens, table);
  const column = missingColumn(message) ?? /^ambiguous column name: (.+)$/.exec(message)?.[1];
  if (column) return findColumn(sql, message, sequences(tokens, column), probe);
  const other = /: ([\w.]+)$/.exec(message)?.[1];
  return other ? sequences(tokens, other)[0] : undefined;
}

export function missingTable(message: string): string | undefined {
  return /^no such table: (.+)$/.exec(message)?.[1];
}

/** The name in `no such column: s.x`, with or without SQLite's hint at a misquoted string. */
export function missingColumn(message: string): string | undefined {
  const name = /^no such column: (.+?)(?: - should this be a string literal in single-quotes\?)?$/.exec(message)?.[1];
  return name?.replaceAll('"', "");
}

function missingFunction(message: string): string | undefined {
  return /(?:no such function: |(?:function|aggregate:?|window function) )(\w+)(?:\(\))?$/.exec(message)?.[1];
}

function occurrences(tokens: readonly Token[], text: string): Token[] {
  return tokens.filter((token) => token.text === text);
}

/**
 * SQL cut right after the offending token gives the same error; cut any earlier, it gives another one ("incomplete
 * input") or none. So a binary search finds the offending one of several equal tokens.
 */
function findSyntaxError(sql: string, message: string, candidates: readonly Token[], probe: Probe): Span | undefined {
  let low = 0;
  let high = candidates.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (probe(sql.slice(0, candidates[middle]?.to)) === message) high = middle;
    else low = middle + 1;
  }
  return candidates[low];
}

function isName(token: Token | undefined, name: string): boolean {
  return token !== undefined && nameOf(token)?.toLowerCase() === name.toLowerCase();
}

/** Where `a.b` occurs as a complete name, not as part of a longer one such as `c.a.b`. */
function sequences(tokens: readonly Token[], dotted: string): Span[] {
  const parts = dotted.split(".");
  const found: Span[] = [];
  for (const [index, token] of tokens.entries()) {
    const matches = parts.every((part, at) => {
      const dot = at === 0 || tokens[index + 2 * at - 1]?.text === ".";
      return dot && isName(tokens[index + 2 * at], part);
    });
    if (!matches || tokens[index - 1]?.text === ".") continue;
    const end = tokens[index + 2 * (parts.length - 1)] ?? token;
    found.push({ from: token.from, to: end.to });
  }
  return found;
}

function findTable(tokens: readonly Token[], name: string): Span | undefined {
  const spans = sequences(tokens, name);
  const afterFrom = spans.find((span) => {
    const before = tokens.findLast((token) => token.to <= span.from);
    return before !== undefined && /^(?:from|join|,|\()$/i.test(before.text);
  });
  // An alias of the same name before a dot (`SELECT x.id FROM x`) is not the table.
  return afterFrom ?? spans[0];
}

/** A name may be valid in one SELECT and not in another: the invalid one still fails with all others replaced. */
function findColumn(sql: string, message: string, spans: readonly Span[], probe: Probe): Span | undefined {
  if (spans.length > 1 && spans.length <= MAX_PROBES) {
    const wrong = spans.find((span) => {
      const others = spans.filter((other) => other !== span);
      return probe(takeOut(sql, others)) === message;
    });
    if (wrong) return wrong;
  }
  return spans[0];
}

function takeOut(sql: string, spans: readonly Span[]): string {
  let text = sql;
  for (const span of spans.toReversed()) text = `${text.slice(0, span.from)} NULL ${text.slice(span.to)}`;
  return text;
}
