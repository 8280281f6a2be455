import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { codeLines, DIALECTS, highlight, runCommand } from "./empty-code.ts";

test.each(DIALECTS)("the %s program is colored without losing a character", (dialect) => {
  for (const { text } of codeLines(dialect)) {
    expect(
      highlight(text)
        .map(([, part]) => part)
        .join(""),
    ).toBe(text);
  }
});

test.each([
  ["esm", "module"],
  ["cjs", "commonjs"],
] as const)("Node takes the %s program as it stands", (dialect, type) => {
  const input = codeLines(dialect)
    .map((line) => line.text)
    .join("\n");
  expect(() => execFileSync(process.execPath, ["--check", `--input-type=${type}`, "-"], { input })).not.toThrow();
});

test("marks exactly the lines that tracing adds", () => {
  const added = codeLines("esm").flatMap((line, index) => (line.added ? [index + 1] : []));
  expect(added).toEqual([3, 7, 8, 10]);
});

test("the command leads the program to the watched file, quoted for a shell", () => {
  expect(runCommand("esm", null)).toBe("node compress.mjs *.js");
  expect(runCommand("cjs", "/tmp/a.db")).toBe("SPANTOM_DB=/tmp/a.db node compress.cjs *.js");
  expect(runCommand("esm", "/tmp/it's here.db")).toBe("SPANTOM_DB='/tmp/it'\\''s here.db' node compress.mjs *.js");
});
