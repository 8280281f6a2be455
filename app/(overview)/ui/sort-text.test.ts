import { expect, test } from "vitest";
import { parseSort, sortText } from "./names-table.tsx";

const fallback = [{ id: "share", desc: true }];

test.each(["p99", "-p99"])("%s comes back as it was", (text) => {
  expect(sortText(parseSort(text, ["p99"], fallback))).toBe(text);
});

test.each([undefined, "", "-", "--p99", "__proto__"])("%j is the fallback", (text) => {
  expect(parseSort(text, ["p99"], fallback)).toBe(fallback);
});
