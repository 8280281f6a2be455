import { expect, test } from "vitest";
import { dataEndpointHref, viewHref } from "./scope-href.ts";

test("a link to another view carries the scope and nothing else", () => {
  const params = new URLSearchParams("sort=-max&run=all&name=a&name=b&tag=k%3Dv&x=bytes&window=10000");
  expect(viewHref("/explore", params)).toBe("/explore?run=all&name=a&name=b&tag=k%3Dv&window=10000");
});

test("without a scope it is the bare path", () =>
  expect(viewHref("/compare", new URLSearchParams("sort=p50"))).toBe("/compare"));

test.each([
  ["/", "run=all", "csv", "overview.csv?run=all"],
  ["/explore", "", "json", "explore.json"],
  ["/span/12", "", "json", "span/12.json"],
  ["/span/12", "", "csv", null],
  ["/elsewhere", "", "json", null],
] as const)("the data endpoint of %s?%s as %s is %s", (path, params, format, href) =>
  expect(dataEndpointHref(path, params, format)).toBe(href),
);
