/** Tokens of SQL on one line, with the blanks that people put between them. Pure. */
import { readAllTokens, type Token } from "../../../lib/reader/tokens.ts";

export interface LaidToken extends Token {
  /** A comment on a line of its own. */
  readonly alone?: boolean;
}

/** The tokens, and of comments whether they stand alone. */
export function readLaidTokens(sql: string): LaidToken[] {
  return readAllTokens(sql).map((token) => {
    if (token.kind !== "comment") return token;
    const alone = /(?:^|\n)[ \t\f\r\uFEFF]*$/.test(sql.slice(0, token.from));
    return { ...token, text: isToLineEnd(token) ? token.text.trimEnd() : token.text, alone };
  });
}

export function isToLineEnd({ kind, text }: Token): boolean {
  return kind === "comment" && text.startsWith("--");
}

export function isWord(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token?.kind === "word" && words.has(token.text.toLowerCase());
}

/** Words before a parenthesis that call nothing. */
const NO_FUNCTIONS = new Set(
  `all and as between by case check collate cross distinct else except exists filter from full glob group having in inner
   intersect is isnull join left like limit match materialized natural not notnull offset on or order outer over
   partition recursive regexp returning right select then union using values when where with`.split(/\s+/),
);
const CLOSERS = new Set([")", ",", ";"]);

function isName({ kind }: Token): boolean {
  return kind === "word" || kind === "quoted";
}

/** Whether it belongs to what follows it, as in `a > -1`. */
function isSign({ text }: Token, before: Token | undefined): boolean {
  if (!/^[-+~]$/.test(text)) return false;
  return before?.kind === "operator" ? before.text !== ")" : before === undefined || isWord(before, NO_FUNCTIONS);
}

/** Whether two tokens stand side by side. Never where they would become another token. */
function isTight(before: Token | undefined, left: Token, right: Token): boolean {
  if (left.kind === "comment" || right.kind === "comment") return false;
  if (CLOSERS.has(right.text) || left.text === "(") return true;
  if (right.text === ".") return isName(left);
  if (left.text === ".") return isName(right) || right.text === "*";
  if (isSign(left, before)) return right.kind !== "operator" || right.text === "(";
  return right.text === "(" && left.kind === "word" && !isWord(left, NO_FUNCTIONS);
}

/** @param line what stands before them on their line */
export function joinTokens(tokens: readonly Token[], line: readonly Token[] = []): string {
  const all = [...line.slice(-2), ...tokens];
  let text = "";
  for (let i = all.length - tokens.length; i < all.length; i++) {
    const [earlier, left, right] = [all[i - 2], all[i - 1], all[i] as Token];
    text += left && !isTight(earlier, left, right) ? ` ${right.text}` : right.text;
  }
  return text;
}

/** Whether no comment in it ends a line before the end. */
export function isOneLine(tokens: readonly LaidToken[]): boolean {
  const before = tokens.slice(0, -1).some(isToLineEnd);
  return !before && tokens.every(({ kind, text, alone }) => kind !== "comment" || !(alone || text.includes("\n")));
}
