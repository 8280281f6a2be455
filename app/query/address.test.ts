import { expect, test } from "vitest";
import { DEFAULT_SQL } from "../shell/sql/kept-sql.ts";
import { changeQueryUrl, formatQueryUrl, parseQueryUrl, type QueryUrl } from "./address.ts";

const back = (state: QueryUrl) => parseQueryUrl(new URLSearchParams(formatQueryUrl(state)));

test("everything comes back as it was", () => {
  const state: QueryUrl = {
    sql: "SELECT name, count(*) AS n\nFROM spans -- 50 % & + = ?\nGROUP BY name",
    plot: "box",
    x: "name",
    y: "a, b",
    color: "",
    logx: false,
    logy: true,
    dims: ["duration", "a, b"],
    trend: true,
    margins: false,
    sort: { column: "duration", desc: true },
    hide: ["id", "a, b"],
  };
  expect(back(state)).toEqual(state);
});

test("the scope of the other views stays in the address", () => {
  const search = "?sql=VALUES%281%29&run=all&name=a&name=b";
  expect(formatQueryUrl(parseQueryUrl(new URLSearchParams(search)))).toBe(search);
});

test("the page's own choices leave no trace", () => {
  expect(formatQueryUrl({})).toBe("");
  expect(formatQueryUrl({ sql: DEFAULT_SQL })).toBe("");
  expect(back({})).toEqual({});
});

test.each(["-odd", "+odd", "odd"])("sorting by a column called %s survives, both ways", (column) => {
  for (const desc of [true, false]) expect(back({ sort: { column, desc } })).toEqual({ sort: { column, desc } });
});

test("what makes no sense is left out", () => {
  expect(parseQueryUrl(new URLSearchParams("plot=pie&logx=yes&sql=&x=&sort=&hide=&__proto__=1"))).toEqual({});
});

test("kept SQL gives way to SQL in the URL", () => {
  expect(parseQueryUrl(new URLSearchParams("sql=VALUES(1)&kept=abc"))).toEqual({ sql: "VALUES(1)" });
  expect(back({ kept: "abc" })).toEqual({ kept: "abc" });
});

test("a change of undefined takes a part back", () => {
  expect(changeQueryUrl({ x: "a", y: "b" }, { x: undefined, color: "c" })).toEqual({ y: "b", color: "c" });
});
