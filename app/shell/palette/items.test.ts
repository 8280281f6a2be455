import { expect, test } from "vitest";
import { exactBasis } from "../../../lib/model/basis.ts";
import type { SearchIndex } from "../../../lib/queries/search-index.ts";
import type { KeyBinding } from "../../ui/keys/key-list.ts";
import { findItems, type PaletteGroup } from "./items.ts";

const index: SearchIndex = {
  basis: exactBasis(1259),
  names: [
    { name: "compress", count: 960, total: 13.3 },
    { name: "decompress", count: 298, total: 0.0801 },
    { name: "", count: 1, total: 0 },
  ],
  keys: [{ key: "cache", kind: "text", values: 2, top: ["cold", "a=b"], on: "compress" }],
  allTags: true,
  errors: {
    failed: 38,
    unfinished: 2,
    types: [
      { type: "TypeError", count: 30 },
      { type: "any", count: 8 },
      { type: "Unfinished", count: 2 },
    ],
    typeCount: 3,
  },
  runs: [
    { id: "session-two", runs: 2, started: 2000, count: 10, command: "node a.mjs, node b.mjs" },
    { id: "one", runs: 1, started: 1000, count: 20, command: null },
  ],
};
const bind = (key: string, label: string, group: KeyBinding["group"] = "This view"): KeyBinding => {
  return { key, label, group, act: () => {} };
};
const keys = [bind("w", "Why slow?"), bind("3", "Compare with another run", "Views"), bind("Escape", "Close it")];

function find(typed: string, path = "/", search = ""): PaletteGroup[] {
  return findItems(typed, { index, keys, past: [] }, { path, params: new URLSearchParams(search) });
}
const titled = (groups: PaletteGroup[], title: string) => groups.find((group) => group.title === title)?.items ?? [];

test("a name opens in Explore with the scope one is in, instead of the names chosen there", () => {
  const [first, second] = titled(find("comp", "/", "run=one&name=read&sort=max"), "Span names");
  expect(first).toMatchObject({
    text: "compress",
    detail: "960 spans, 13.3 s",
    href: "/explore?run=one&name=compress",
  });
  expect(second?.text).toBe("decompress");
});

test("as a filter it limits the view one is in, whose own choices stay", () => {
  const [item] = titled(find("comp", "/", "sort=max&name=read"), "Span names");
  expect(item?.filterHref).toBe("/?sort=max&name=read&name=compress");
  expect(titled(find("comp", "/query", "sql=SELECT"), "Span names")[0]?.filterHref).toBe("/explore?name=compress");
  expect(titled(find("comp", "/span/9"), "Span names")[0]?.filterHref).toBe("/explore?name=compress");
});

test("a tag colours the spans that carry it, a value picks them", () => {
  const groups = find("cache");
  expect(titled(groups, "Tags")[0]?.href).toBe("/explore?name=compress&color=cache");
  expect(titled(groups, "Tag values").map(({ text, href }) => [text, href])).toEqual([
    ["cache = cold", "/explore?name=compress&tag=cache%3Dcold"],
    ["cache = a=b", "/explore?name=compress&tag=cache%3Da%3Db"],
  ]);
});

test("errors limit the view one is in, by type as well; without any, nothing is offered", () => {
  const errors = (typed: string, search = "") => titled(find(typed, "/", search), "Errors");
  expect(errors("", "sort=max&error=none").map(({ text, detail, href }) => [text, detail, href])).toEqual([
    ["Only failed and unfinished spans", "40 spans", "/?sort=max&error=any"],
    ["Only unfinished spans", "2 spans", "/?sort=max&error=Unfinished"],
  ]);
  expect(errors("failed any")[0]).toMatchObject({
    text: "Only spans that failed with any",
    detail: "8 spans",
    href: "/?error=type%3Aany",
  });
  const none = { ...index, errors: { failed: 0, unfinished: 0, types: [], typeCount: 0 } };
  const groups = findItems("", { index: none, keys, past: [] }, { path: "/", params: new URLSearchParams() });
  expect(titled(groups, "Errors")).toEqual([]);
});

test("a number is a span's id", () => {
  expect(titled(find("1525", "/", "run=one&x=y"), "Span")[0]?.href).toBe("/span/1525?run=one");
  expect(titled(find("0"), "Span")).toEqual([]);
});

test("keys are commands, but for those that the palette is done with itself", () => {
  expect(titled(find(""), "Commands").map(({ text, keys }) => [text, keys])).toEqual([["Why slow?", "w"]]);
  expect(titled(find("another"), "Views")[0]).toMatchObject({ text: "Compare with another run", keys: "3" });
});

test("a name that matches can be asked why it is slow", () => {
  const [question] = titled(find("compress"), "Questions");
  expect(question).toMatchObject({
    text: "Why are the slowest 5 % of compress slow?",
    href: "/explore?name=compress&why=slowest",
  });
  expect(titled(find(""), "Questions")).toEqual([]);
});

test("another run is looked at in the same view", () => {
  const runs = titled(find("", "/", "run=x&from=1&sort=max"), "Runs");
  expect(runs.map(({ href }) => href)).toEqual(["/?sort=max", "/?sort=max&run=one"]);
  expect(runs.map(({ text, detail }) => [text.replace(/\d\d:\d\d:\d\d/, "…"), detail])).toEqual([
    ["Latest session, …, node a.mjs, node b.mjs", "2 runs, 10 spans"],
    ["Run, …", "20 spans"],
  ]);
});

test("a name of the empty text can be found and opened", () => {
  const [item] = titled(find('""'), "Span names");
  expect(item?.href).toBe("/explore?name=");
});
