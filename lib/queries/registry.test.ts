/** Parameters from outside are validated before a query runs. */
import { expect, test } from "vitest";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { checkParams, isQueryName, ParamsError, type QueryName } from "./registry.ts";

const scope = DEFAULT_SCOPE;
const sort = { column: "id", desc: true };

test.each<[QueryName, unknown]>([
  ["explore", null],
  ["explore", "plot"],
  ["explore", {}],
  ["explore", { scope: "name=compress", request: {} }],
  ["explore", { scope: { ...scope, window: 0 }, request: {} }],
  ["explore", { scope: { ...scope, tags: [{ key: "a", operator: "like", value: "b" }] }, request: {} }],
  ["exploreRows", { scope }],
  ["exploreRows", { scope, request: { offset: -1, limit: 100, sort } }],
  ["exploreRows", { scope, request: { offset: 0, limit: 1e9, sort } }],
  ["exploreRows", { scope, request: { offset: 0, limit: 100, sort: { column: 1, desc: true } } }],
  ["exploreRows", { scope, request: { offset: 0, limit: 100, sort, region: { kind: "box", x: [1], y: [1, 2] } } }],
  ["why", { scope, selection: { slowest: 0 } }],
  ["why", { scope, selection: { slowest: "5" } }],
  ["tree", { id: "1" }],
  ["tree", { id: 1e300 }],
  ["compareName", { choice: { by: "files", baseline: null, candidate: null, key: null }, scope }],
])("%s does not accept %j", (name, params) => expect(() => checkParams(name, params)).toThrow(ParamsError));

test("unknown parameters are dropped, above all another file", () => {
  const choice = { by: "files", baseline: null, candidate: null, key: null } as const;
  expect(checkParams("compare", { choice, scope, other: "/etc/passwd" })).toEqual({ choice, scope });
});

test("the message says which parameter, and why", () => {
  const params = { scope: { ...scope, from: "yesterday" } };
  expect(() => checkParams("overview", params)).toThrow(
    /^overview: scope\.from: Invalid type: .* received "yesterday"$/,
  );
});

test("names of Object.prototype members are no queries", () => {
  for (const name of ["constructor", "toString", "__proto__", "nosuch"]) expect(isQueryName(name)).toBe(false);
});
