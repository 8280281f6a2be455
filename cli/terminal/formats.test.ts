import { describe, expect, test } from "vitest";
import type { Cell, QueryResult } from "../../lib/model/outcome.ts";
import { formatCsv, formatJson, toTable } from "./formats.ts";
import { formatTable, printable, width } from "./print.ts";

function result(names: string[], ...rows: Cell[][]): QueryResult {
  return { columns: names.map((name) => ({ name, type: null })), rows, more: null, ms: 1 };
}

describe("csv", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-2", "-2"],
    ["-2+3", "'-2+3"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["\rx", `"'\rx"`],
    ["＝1", "'＝1"],
    ['=a"b,c', `"'=a""b,c"`],
    ["a\r\nb", '"a\r\nb"'],
    ["plain", "plain"],
    [-2, "-2"],
    ["-9223372036854775808", "-9223372036854775808"],
    [null, ""],
  ])("%j", (cell, field) => {
    expect(formatCsv(result(["a"], [cell]))).toBe(`a\r\n${field}\r\n`);
  });

  test("a column's name can be a formula too", () => {
    expect(formatCsv(result(["=1+1"]))).toBe("'=1+1\r\n");
  });
});

describe("json", () => {
  test("keeps columns of the same name, and names that objects have by themselves", () => {
    const text = formatJson(result(["id", "id", "id_2", "__proto__"], [1, 2, 3, 4]));
    expect(text).toBe('[\n{"id":1,"id_3":2,"id_2":3,"__proto__":4}\n]\n');
  });
});

describe("table", () => {
  test("numbers at the right, also those too long for JavaScript; a mixed column at the left", () => {
    const { columns } = toTable(result(["a", "b", "c"], [1, "9223372036854775807", 1], [null, 2, "x"]));
    expect(columns.map((column) => column.right)).toEqual([true, true, false]);
  });

  test("wide and combining characters keep the columns in line", () => {
    const columns = [
      { title: "name", right: false },
      { title: "n", right: true },
    ];
    const rows = [
      ["日本", "1"],
      ["e\u0301t\u00e9", "22"],
      ["🙂", "3"],
    ];
    expect(formatTable(columns, rows)).toEqual(["name   n", "日本   1", "e\u0301t\u00e9   22", "🙂     3"]);
  });

  test.each([50, 60, 100])("texts are cut in their middle to fit %i columns, figures never", (room) => {
    const columns = [
      { title: "name", right: false },
      { title: "other", right: false },
      { title: `max(${"duration".repeat(20)})`, right: true },
      { title: "n", right: true },
    ];
    const name = `begin ${"long ".repeat(180)}end`;
    const rows = [
      [name, "日本".repeat(200), "123456", "1"],
      ["short", "🙂".repeat(90), "7", "12345678"],
      ["", "\u202e".repeat(100), "", ""],
    ];
    const lines = formatTable(columns, rows, room);
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(room);
    expect(lines[1]).toMatch(/^begin.*….*end +日.*….*本 +123456 +1$/);
    expect(lines[2]).toMatch(/^short +(🙂)+…(🙂)+ +7 +12345678$/u);
    // Where there is room for all, all is there.
    expect(formatTable(columns, rows)[1]).toContain(name);
  });

  test("figures alone may be wider than the terminal", () => {
    const columns = ["a", "b"].map((title) => ({ title, right: true }));
    expect(formatTable(columns, [["1".repeat(30), "2".repeat(30)]], 40)[1]).toBe(
      `${"1".repeat(30)}  ${"2".repeat(30)}`,
    );
  });

  test("nothing in it can steer the terminal", () => {
    expect(printable("a\u001b[31mb\u009bc\u202ed\n")).toBe("a␛[31mb<U+009B>c<U+202E>d␊");
  });
});
