/** Joins SQL tokens on a line with conventional spacing. */

import { readAllTokens, type Token } from "../../../lib/reader/tokens.ts";

export interface LaidToken extends Token {
  /** For a comment: whether it has its own line. */
  readonly alone?: boolean;
}

/** Reads the tokens and marks comments that have their own line. */
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

/** Words before a parenthesis that are not function calls. */
const NO_FUNCTIONS = new Set(
  `all and as between by case check collate cross distinct else except exists filter from full glob group having in inner
   intersect is isnull join left like limit match materialized natural not notnull offset on or order outer over
   partition recursive regexp returning right select then union using values when where with`.split(/\s+/),
);
const CLOSERS = new Set([")", ",", ";"]);

function isName({ kind }: Token): boolean {
  return kind === "word" || kind === "quoted";
}

/** Whether a token is a unary sign, as in `a > -1`. */
function isSign({ text }: Token, before: Token | undefined): boolean {
  if (!/^[-+~]$/.test(text)) return false;
  return before?.kind === "operator" ? before.text !== ")" : before === undefined || isWord(before, NO_FUNCTIONS);
}

/** Whether two tokens are joined without a space. Never if they would merge into another token. */
function isTight(before: Token | undefined, left: Token, right: Token): boolean {
  if (left.kind === "comment" || right.kind === "comment") return false;
  if (CLOSERS.has(right.text) || left.text === "(") return true;
  if (right.text === ".") return isName(left);
  if (left.text === ".") return isName(right) || right.text === "*";
  if (isSign(left, before)) return right.kind !== "operator" || right.text === "(";
  return right.text === "(" && left.kind === "word" && !isWord(left, NO_FUNCTIONS);
}

/** @param line the tokens that precede them on the line */
export function joinTokens(tokens: readonly Token[], line: readonly Token[] = []): string {
  const all = [...line.slice(-2), ...tokens];
  let text = "";
  for (let i = all.length - tokens.length; i < all.length; i++) {
    const [earlier, left, right] = [all[i - 2], all[i - 1], all[i] as Token];
    text += left && !isTight(earlier, left, right) ? ` ${right.text}` : right.text;
  }
  return text;
}

/** Whether the tokens fit on one line: no comment among them ends it early. */
export function isOneLine(tokens: readonly LaidToken[]): boolean {
  const before = tokens.slice(0, -1).some(isToLineEnd);
  return !before && tokens.every(({ kind, text, alone }) => kind !== "comment" || !(alone || text.includes("\n")));
}

const WIDTH = 80;

export class SqlLines {
  readonly #done: string[] = [];
  #line: LaidToken[] = [];
  #text = "";
  #indent = 0;
  /** The next line's indent, set once the current one is complete. */
  #next: number | undefined;

  /** Indent of the line that the next token goes on. */
  get indent(): number {
    return this.#next ?? this.#indent;
  }

  /** Whether the tokens fit on the line they would go on. */
  fits(tokens: readonly LaidToken[]): boolean {
    const text = this.#next === undefined ? this.#text + joinTokens(tokens, this.#line) : joinTokens(tokens);
    return this.indent + text.length - (text.lastIndexOf("\n") + 1) <= WIDTH;
  }

  break(indent: number): void {
    this.#next = indent;
  }

  /** @param indent of the next line, if a comment ends the current one */
  add(token: LaidToken, indent: number): void {
    const last = this.#line.at(-1);
    const beside = token.kind === "comment" && !token.alone;
    if (last && (token.alone || last.alone || isToLineEnd(last))) this.#next ??= indent;
    // A comment stays next to what it follows and ends the line.
    if (this.#next !== undefined && !(beside && last)) this.#end(this.#next);
    this.#text += joinTokens([token], this.#line);
    this.#line.push(token);
  }

  #end(indent: number): void {
    if (this.#line.length > 0) this.#done.push(" ".repeat(this.#indent) + this.#text);
    this.#line = [];
    this.#text = "";
    this.#indent = indent;
    this.#next = undefined;
  }

  toText(): string {
    this.#end(0);
    return this.#done.join("\n");
  }
}
