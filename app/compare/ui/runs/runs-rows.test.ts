import { expect, test } from "vitest";
import type { NameComparison } from "../../../../lib/queries/compare-runs.ts";
import { keepOrder } from "../sort.ts";
import { type RunsRow, sortKnownRows, sortRunsRows } from "./runs-rows.ts";

function row(name: string, by: number, change: number | null): RunsRow {
  const compared = change === null ? null : ({ change } as NameComparison);
  return { name, baseline: 10, candidate: 10 + by, errors: { baseline: 0, candidate: 0 }, compared };
}

const first = [row("a", 1, null), row("b", -7, null), row("c", 3, null)];
const exact = [row("a", 4, 0.1), row("b", -2, 0.3), row("c", 3, -0.2)];

test("rows keep the order of their first figures; by what comes later they are put in order", () => {
  const kept = (key: "total" | "change") => {
    const sort = { key, desc: true };
    const order = sortKnownRows(first, sort).map(({ name }) => name);
    return keepOrder(sortRunsRows(exact, sort), order).map(({ name }) => name);
  };
  expect([kept("total"), kept("change")]).toEqual([
    ["b", "c", "a"],
    ["b", "a", "c"],
  ]);
});
