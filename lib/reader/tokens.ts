/** Tokenizes SQL like SQLite, well enough to find words outside strings and comments. */

export interface Token {
  readonly kind: (typeof KINDS)[number];
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const KINDS = ["comment", "word", "quoted", "string", "number", "variable", "operator", "bad"] as const;

const PATTERN = new RegExp(
  [
    String.raw`[ \t\n\f\r\uFEFF]+`,
    // To SQLite, an unterminated comment extends to the end.
    String.raw`(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    `(?<string>[xX]?'[^']*(?:''[^']*)*')`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<quoted>"[^"]*(?:""[^"]*)*"|\x60[^\x60]*(?:\x60\x60[^\x60]*)*\x60|\[[^\]]*\])`,
    // Alternatives must not overlap: when integers and fractions did, 50,000 digits and a letter took 13 s.
    String.raw`(?<number>(?:0[xX][\da-fA-F]+|(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w$\u0080-\uffff]))`,
    String.raw`(?<variable>\?\d*|[:@$#][\w$\u0080-\uffff]+)`,
    String.raw`(?<operator>->>|->|\|\||<[=><]|>[=>]|==|!=|[-+*/%=<>&|~(),;.])`,
    // An unterminated quote extends to the end, a malformed number includes the letters after it; else one character.
    String.raw`(?<bad>["'\x60[][\s\S]*|\d[\w$\u0080-\uffff]*|[\s\S])`,
  ].join("|"),
  "y",
);

/** All tokens except comments. */
export function readTokens(sql: string): Token[] {
  return readAllTokens(sql).filter(({ kind }) => kind !== "comment");
}

export function readAllTokens(sql: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(sql); match; match = PATTERN.exec(sql)) {
    const kind = KINDS.find((name) => match?.groups?.[name] !== undefined);
    if (kind) tokens.push({ kind, text: match[0], from: match.index, to: match.index + match[0].length });
  }
  return tokens;
}

/** The unquoted name of an identifier token. */
export function nameOf(token: Token): string | undefined {
  if (token.kind === "word") return token.text;
  if (token.kind !== "quoted") return undefined;
  const quote = token.text.at(-1) ?? "";
  return token.text.slice(1, -1).replaceAll(quote + quote, quote);
}
