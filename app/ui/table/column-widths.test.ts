import { expect, test } from "vitest";
import { formatWidths, parseWidths } from "./column-widths.ts";

/** As the browser sends it and the server reads it. */
const again = (text: string) => parseWidths(decodeURIComponent(text));

test("widths come back as they were kept, whatever the columns are called", () => {
  const ids = ["name", "tag ключ", 'tag "a\\b";,=', "__proto__", "tag ", "tag 👩‍👩‍👧"];
  const kept = new Map([
    ["names", new Map([["name", 260]])],
    ["spans", new Map(ids.map((id, i) => [id, 100 + i]))],
  ]);
  expect(formatWidths(kept)).toMatch(/^[\w%.!~*'()-]+$/);
  expect(again(formatWidths(kept))).toEqual(kept);
});

test("what is no width is left out, what is too wide or too narrow is made to fit", () => {
  expect(parseWidths(undefined).size).toBe(0);
  for (const text of ["", "{", "null", "7", '{"names":1}', '[7,["names"],["names","name"],["names",1,2]]'])
    expect(parseWidths(text).size, text).toBe(0);
  const odd = parseWidths('[["names","a",-5,"b",1e9,"c","wide","d",80.4]]').get("names");
  expect(odd).toEqual(
    new Map([
      ["a", 44],
      ["b", 2000],
      ["d", 80],
    ]),
  );
});

test("a cookie stays small: the tables changed last are kept", () => {
  const columns = (table: number) => new Map(Array.from({ length: 30 }, (_, i) => [`tag column ${table} ${i}`, 120]));
  const kept = new Map(Array.from({ length: 9 }, (_, table) => [`table ${table}`, columns(table)]));
  const text = formatWidths(kept);
  expect(text.length).toBeLessThanOrEqual(3000);
  expect([...again(text).keys()].at(-1)).toBe("table 8");
  expect(again(text).get("table 8")).toEqual(columns(8));
  const huge = new Map([["spans", new Map(Array.from({ length: 900 }, (_, i) => [`tag ${i}`, 120]))]]);
  expect(formatWidths(huge).length).toBeLessThanOrEqual(3000);
  expect(again(formatWidths(huge)).get("spans")?.size).toBeGreaterThan(50);
});
