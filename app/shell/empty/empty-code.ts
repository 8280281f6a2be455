/** The empty page's sample program in three dialects, with the lines that add tracing marked. */

export type Dialect = "esm" | "cjs" | "ts";

export const DIALECTS: readonly (readonly [Dialect, string])[] = [
  ["esm", "ES modules"],
  ["cjs", "CommonJS"],
  ["ts", "TypeScript"],
];

export interface CodeLine {
  readonly text: string;
  /** Whether the line was added for tracing. */
  readonly added: boolean;
}

const MARK = "+ ";

const HEADS: Readonly<Record<Dialect, readonly string[]>> = {
  esm: [
    'import { readFile, writeFile } from "node:fs/promises";',
    'import { brotliCompressSync } from "node:zlib";',
    `${MARK}import { SP } from "spantom";`,
  ],
  cjs: [
    'const { readFileSync, writeFileSync } = require("node:fs");',
    'const { brotliCompressSync } = require("node:zlib");',
    `${MARK}const { SP } = require("spantom");`,
  ],
  ts: [
    'import { readFile, writeFile } from "node:fs/promises";',
    'import { brotliCompressSync } from "node:zlib";',
    `${MARK}import { SP } from "spantom";`,
  ],
};

const READS: Readonly<Record<Dialect, readonly [read: string, write: string]>> = {
  esm: ["const data = await readFile(path);", 'await writeFile(path + ".br", small);'],
  cjs: ["const data = readFileSync(path);", 'writeFileSync(path + ".br", small);'],
  ts: ["const data: Buffer = await readFile(path);", 'await writeFile(path + ".br", small);'],
};

const COMMANDS: Readonly<Record<Dialect, string>> = {
  esm: "node compress.mjs *.js",
  cjs: "node compress.cjs *.js",
  ts: "npx tsx compress.mts *.js",
};

export function codeLines(dialect: Dialect): CodeLine[] {
  const [read, write] = READS[dialect];
  const lines = [
    ...HEADS[dialect],
    "",
    "for (const path of process.argv.slice(2)) {",
    `  ${read}`,
    `${MARK}  const small = SP.span("compress", () => {`,
    `${MARK}    SP.tag({ bytes: data.length, level: 11 });`,
    "    return brotliCompressSync(data);",
    `${MARK}  });`,
    `  ${write}`,
    "}",
  ];
  return lines.map((line) => {
    const added = line.startsWith(MARK);
    return { text: added ? line.slice(MARK.length) : line, added };
  });
}

export type CodePart = readonly [kind: "keyword" | "string" | "number" | "function" | "plain", text: string];

const PARTS = /("[^"]*")|\b(import|from|const|for|of|await|return)\b|\b(\d+)\b|\b([a-zA-Z]\w*)(?=\()|([^"\w]+|\w+)/g;

/** Splits a line into coloured parts. */
export function highlight(line: string): CodePart[] {
  return [...line.matchAll(PARTS)].map(([text, string, keyword, number, call]) => {
    if (string) return ["string", text];
    if (keyword) return ["keyword", text];
    if (number) return ["number", text];
    return call ? ["function", text] : ["plain", text];
  });
}

/** The command, with SPANTOM_DB set if the watched file is not the program's default. */
export function runCommand(dialect: Dialect, path: string | null): string {
  if (path === null) return COMMANDS[dialect];
  const quoted = /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  return `SPANTOM_DB=${quoted} ${COMMANDS[dialect]}`;
}
