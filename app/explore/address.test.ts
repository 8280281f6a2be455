import { expect, test } from "vitest";
import { DEFAULT_SCOPE } from "../../lib/model/scope.ts";
import { changeView, type ExploreView, exploreHref, parseExploreUrl } from "./address.ts";

const read = (href: string) => parseExploreUrl(new URL(href, "http://localhost").searchParams);

test("an address without parameters leaves every choice to the view", () => {
  expect(read("/explore")).toEqual({ scope: DEFAULT_SCOPE, view: {} });
  expect(exploreHref({ scope: DEFAULT_SCOPE, view: {} })).toBe("/explore");
  expect(exploreHref({ scope: DEFAULT_SCOPE, view: { sort: { column: "duration", desc: true } } })).toBe("/explore");
});

test("everything comes back from the address it was written to", () => {
  const view: ExploreView = {
    plot: "histogram",
    x: "bytes",
    y: "duration",
    color: "",
    logx: true,
    logy: false,
    dims: ["bytes", "duration"],
    trend: true,
    margins: false,
    sort: { column: "-odd name", desc: false },
    hide: ["ext@file", "a=b&c"],
    sel: { kind: "box", x: [1000, 2_190_000], y: [0.06, 2] },
    why: "slowest",
  };
  const scope = {
    ...DEFAULT_SCOPE,
    names: ["compress"],
    tags: [{ key: "cache", operator: "=", value: "cold" }] as const,
  };
  expect(read(exploreHref({ scope, view }))).toEqual({ scope, view });
});

test("a selection that is too long stands there by its name", () => {
  const ids = Array.from({ length: 600 }, (_, i) => i);
  const view: ExploreView = { sel: { kind: "spans", ids }, kept: "1a2b" };
  expect(read(exploreHref({ scope: DEFAULT_SCOPE, view })).view).toEqual({ kept: "1a2b" });
  expect(read("/explore?sel=kept:").view).toEqual({});
});

test("what makes no sense is left out", () => {
  expect(read("/explore?plot=pie&logx=yes&sort=&hide=&sel=here&why=me&x=").view).toEqual({});
});

test("a choice is taken back with undefined", () => {
  expect(changeView({ x: "bytes", color: "ext" }, { x: undefined, trend: true })).toEqual({
    color: "ext",
    trend: true,
  });
});
