import { expect, test } from "vitest";
import { formatCell, formatCellText, formatMoment } from "./cell-text.ts";
import { describeColumns } from "./result-columns.ts";

function columnOf(name: string, value: string | number) {
  const [column] = describeColumns([{ name, type: null }], [[value]]);
  if (!column) throw new Error("no column");
  return column;
}

test("a duration has its unit apart, its ink by size and the raw value in the title", () => {
  const column = columnOf("duration", 1);
  expect(formatCell(1.88, column, 0)).toEqual({ text: "1.88", unit: "s", title: "1.880000000 s", ink: "high" });
  expect(formatCell(0.474, column, 0)).toEqual({ text: "474", unit: "ms", title: "0.474000000 s" });
  expect(formatCell(0.0000684, column, 0)).toMatchObject({ text: "68.4", unit: "µs", ink: "low" });
  expect(formatCell(0, column, 0)).toMatchObject({ text: "0", unit: "s" });
});

test("a start counts from the origin and says the moment on hover", () => {
  const cell = formatCell(1754007359.623, columnOf("start", 1754007359.623), 1754007354.5);
  expect(cell).toMatchObject({ text: "+5.123 s" });
  expect(cell.title).toBe(formatMoment(1754007359.623));
  expect(cell.title).toMatch(/^2025-0[78]-\d\d \d\d:\d\d:\d\d\.623 UTC/);
});

test("NULL, the empty string and the text NULL are three things", () => {
  const column = columnOf("v", "x");
  expect(formatCellText(null, column, 0)).toBe("∅");
  expect(formatCellText("", column, 0)).toBe('""');
  expect(formatCellText("NULL", column, 0)).toBe("NULL");
});

test("bytes, ids, counts and other numbers", () => {
  expect(formatCellText("2190000", columnOf("bytes", "1"), 0)).toBe("2.19 MB");
  expect(formatCellText(15250, columnOf("span_id", 1), 0)).toBe("15250");
  expect(formatCellText(15250, columnOf("count(*)", 1), 0)).toBe("15,250");
  expect(formatCell(0.27912, columnOf("ratio", 1), 0)).toEqual({ text: "0.279", title: "0.27912" });
});

test.each(["1152921504606846981", "01004", "+493012314", "1.50", "1e21", ".5", "5.", " 7", "-0", "0x1f", "Infinity"])(
  "the text %j is shown letter for letter, whatever stands beside it",
  (text) => {
    for (const others of [[], ["7"], [7, 8.5], Array.from({ length: 60 }, (_, i) => String(i))]) {
      const rows = [...others, text].map((cell) => [cell]);
      const [column] = describeColumns([{ name: "v", type: null }], rows);
      expect(column && formatCellText(text, column, 0)).toBe(text.replace(" ", "␣"));
    }
  },
);

test("what a number is shown as may round it, never a whole one", () => {
  const column = columnOf("v", 1);
  expect(formatCellText("9007199254740991", column, 0)).toBe("9007199254740991");
  expect(formatCellText(9007199254740991, column, 0)).toBe("9007199254740991");
  expect(formatCell("0.30000000000000004", column, 0)).toEqual({ text: "0.3", title: "0.30000000000000004" });
});

test("integers beyond 2^53 keep their digits, as numbers where the file says that they are integers", () => {
  const rows = [["1152921504606846981"], ["-9223372036854775808"], [5]];
  for (const [type, numeric] of [
    ["INTEGER", true],
    [null, false],
  ] as const) {
    const [column] = describeColumns([{ name: "id", type }], rows);
    expect(column?.numeric).toBe(numeric);
    expect(rows.map(([cell]) => column && formatCellText(cell, column, 0))).toEqual(rows.map(([cell]) => String(cell)));
  }
});

test("a text that is no number stays as it is in a numeric column", () => {
  expect(formatCellText("n/a", columnOf("level", "9"), 0)).toBe("n/a");
});
