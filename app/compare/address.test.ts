import { expect, test } from "vitest";
import { changeView, chooseSides, parseView } from "./address.ts";

test("the view's own state is read from the address", () => {
  const params = new URLSearchParams("row=compress&curve=histogram&where=algorithm,level");
  expect(parseView(params)).toEqual({ row: "compress", curve: "histogram", where: "algorithm,level" });
  expect(parseView(new URLSearchParams("curve=pie"))).toEqual({ row: null, curve: null, where: null });
});

test("another choice of sides keeps the scope and the row", () => {
  const params = new URLSearchParams("by=runs&a=1&b=2&name=x&row=compress");
  expect(chooseSides(params, { by: "tags", key: "cache", baseline: "cold", candidate: "warm" })).toBe(
    "/compare?by=tags&key=cache&a=cold&b=warm&name=x&row=compress",
  );
  expect(
    chooseSides(new URLSearchParams("error=any&name=x"), { by: "errors", key: null, baseline: null, candidate: null }),
  ).toBe("/compare?by=errors&name=x");
  expect(chooseSides(new URLSearchParams("by=runs"), { by: null, key: null, baseline: null, candidate: null })).toBe(
    "/compare",
  );
});

test("parts of the view change one by one", () => {
  const params = new URLSearchParams("row=a&curve=histogram");
  expect(changeView(params, { row: "b", curve: null }).toString()).toBe("row=b");
});
