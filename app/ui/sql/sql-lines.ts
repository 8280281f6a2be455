/** Lines of SQL while they are written. */
import { isToLineEnd, joinTokens, type LaidToken } from "./sql-spacing.ts";

const WIDTH = 80;

export class SqlLines {
  readonly #done: string[] = [];
  #line: LaidToken[] = [];
  #text = "";
  #indent = 0;
  /** The indent of the next line, once this one is over. */
  #next: number | undefined;

  /** Of the line that the next token goes to. */
  get indent(): number {
    return this.#next ?? this.#indent;
  }

  /** Whether they have room in the line that they go to. */
  fits(tokens: readonly LaidToken[]): boolean {
    const text = this.#next === undefined ? this.#text + joinTokens(tokens, this.#line) : joinTokens(tokens);
    return this.indent + text.length - (text.lastIndexOf("\n") + 1) <= WIDTH;
  }

  break(indent: number): void {
    this.#next = indent;
  }

  /** @param indent of the next line, where a comment ends this one */
  add(token: LaidToken, indent: number): void {
    const last = this.#line.at(-1);
    const beside = token.kind === "comment" && !token.alone;
    if (last && (token.alone || last.alone || isToLineEnd(last))) this.#next ??= indent;
    // A comment stays beside what it is beside, and the line is over after it.
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
