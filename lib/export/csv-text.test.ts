import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { PAYLOADS } from "../fixtures/payloads.ts";
import type { Cell } from "../model/outcome.ts";
import { csvField, csvLine } from "./csv-text.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+cmd", "'+cmd"],
  ["-2", "-2"],
  ["+1.50", "+1.50"],
  ["-1e-07", "-1e-07"],
  ["-Infinity", "-Infinity"],
  ["-2+1", "'-2+1"],
  ["-2 ", "'-2 "],
  ["@x", "'@x"],
  ["\tx", "'\tx"],
  ["\rx", `"'\rx"`],
  ["\nx", `"'\nx"`],
  ["\0x", "'\0x"],
  ["＝x", "'＝x"],
  ["＋x", "'＋x"],
  ["－x", "'－x"],
  ["＠x", "'＠x"],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ["1=1", "1=1"],
  [-2, "-2"],
  [-1.5e-7, "-1.5e-7"],
  ["-9223372036854775808", "-9223372036854775808"],
  [null, ""],
] as [Cell, string][])("%j is the field %j", (cell, field) => {
  expect(csvField(cell)).toBe(field);
});

/** Reads it with Python's csv module, which rejects U+0000 before 3.11. */
function readBack(csv: string): unknown {
  const script =
    "import csv, io, json, sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline='')))))";
  const { stdout, stderr } = spawnSync("python3", ["-c", script], {
    input: csv.replaceAll("\0", "␀"),
    encoding: "utf8",
  });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("every text comes back equal, raw ones without the quote", () => {
  const texts = PAYLOADS.map((text) => text.toWellFormed());
  const seen = texts.map((text) => text.replaceAll("\0", "␀"));
  const guarded = seen.map((text) => (/^[=@\t+\-＝]/.test(text) ? `'${text}` : text));
  expect(readBack(csvLine(texts) + csvLine(texts, true))).toEqual([guarded, seen]);
});
