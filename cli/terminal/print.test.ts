import { describe, expect, test } from "vitest";
import { formatTable, printable, width } from "./print.ts";

describe("table", () => {
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
    // With enough room, nothing is cut.
    expect(formatTable(columns, rows)[1]).toContain(name);
  });

  test("figures alone may be wider than the terminal", () => {
    const columns = ["a", "b"].map((title) => ({ title, right: true }));
    expect(formatTable(columns, [["1".repeat(30), "2".repeat(30)]], 40)[1]).toBe(
      `${"1".repeat(30)}  ${"2".repeat(30)}`,
    );
  });

  test("nothing in it can steer the terminal", () => {
    expect(printable("a\u001b[31mb\u009bc\u202ed\n")).toBe("a<U+001B>[31mb<U+009B>c<U+202E>d↵");
  });
});
