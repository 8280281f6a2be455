import { expect, test } from "vitest";
import { formatMoment, writeCell, writeCellText } from "./cell-text.ts";
import { describeColumns } from "./result-columns.ts";

function columnOf(name: string, value: string | number) {
  const [column] = describeColumns([{ name, type: null }], [[value]]);
  if (!column) throw new Error("no column");
  return column;
}

test("a duration has its unit apart, its ink by size and the raw value in the title", () => {
  const column = columnOf("duration", 1);
  expect(writeCell(1.88, column, 0)).toEqual({ text: "1.88", unit: "s", title: "1.880000000 s", ink: "high" });
  expect(writeCell(0.474, column, 0)).toEqual({ text: "474", unit: "ms", title: "0.474000000 s" });
  expect(writeCell(0.0000684, column, 0)).toMatchObject({ text: "68.4", unit: "µs", ink: "low" });
  expect(writeCell(0, column, 0)).toMatchObject({ text: "0", unit: "s" });
});

test("a start counts from the origin and says the moment on hover", () => {
  const cell = writeCell(1754007359.623, columnOf("start", 1754007359.623), 1754007354.5);
  expect(cell).toMatchObject({ text: "+5.123 s" });
  expect(cell.title).toBe(formatMoment(1754007359.623));
  expect(cell.title).toMatch(/^2025-0[78]-\d\d \d\d:\d\d:\d\d\.623 UTC/);
});

test("NULL, the empty string and the text NULL are three things", () => {
  const column = columnOf("v", "x");
  expect(writeCellText(null, column, 0)).toBe("∅");
  expect(writeCellText("", column, 0)).toBe('""');
  expect(writeCellText("NULL", column, 0)).toBe("NULL");
});

test("bytes, ids, counts and other numbers", () => {
  expect(writeCellText("2190000", columnOf("bytes", "1"), 0)).toBe("2.19 MB");
  expect(writeCellText(15250, columnOf("span_id", 1), 0)).toBe("15250");
  expect(writeCellText(15250, columnOf("count(*)", 1), 0)).toBe("15,250");
  expect(writeCell(0.27912, columnOf("ratio", 1), 0)).toEqual({ text: "0.279", title: "0.27912" });
});

test("a text that is no number stays as it is in a numeric column", () => {
  expect(writeCellText("n/a", columnOf("level", "9"), 0)).toBe("n/a");
});
