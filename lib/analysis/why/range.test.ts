import { expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { type Call, type Draw, plant } from "../../fixtures/planted.ts";
import { WHOLE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import { explainSlow } from "./explain-slow.ts";

/** What is named of the slowest 5 % of calls. */
function ask(count: number, seed: number, make: (draw: Draw) => Call) {
  const db = plant({ count, seed }, make);
  const columns = readColumns(db, resolveScope(db, { ...WHOLE, names: ["work"] }));
  db.close();
  return explainSlow(columns, { slowest: 5 }).items;
}

const titleOf = (seed: number, make: (draw: Draw) => Call) => ask(1000, seed, make).map(({ title }) => title);

test.each([
  ["of sizes in bytes", 1200, 3000, /^bytes 1\.[2-9]\d? kB to (2\.\d+|3\.00) kB$/],
  ["of sizes near the top", 7000, 9000, /^bytes (7|8)\.\d+ kB to (8|9)\.\d+ kB$/],
])("a range says more than the order: %s", (_, low, high, title) => {
  const found = titleOf(32, (draw) => {
    const bytes = Math.round(10_000 * draw.next());
    return { duration: 1e-3 * draw.noise(0.3) * (bytes >= low && bytes <= high ? 5 : 1), tags: { bytes } };
  });
  expect(found).toEqual([expect.stringMatching(title)]);
});

test("a range of few values, where more than one is slow", () => {
  const found = titleOf(33, (draw) => {
    const depth = 1 + draw.below(12);
    return { duration: 1e-3 * draw.noise(0.3) * (depth >= 5 && depth <= 7 ? 5 : 1), tags: { depth } };
  });
  expect(found).toEqual(["depth 5 to 7"]);
});

test("no range where the largest or the smallest are slow", () => {
  for (const isSlow of [(size: number) => size > 80, (size: number) => size < 15]) {
    const found = titleOf(34, (draw) => {
      const size = 100 * draw.next();
      return { duration: 1e-3 * draw.noise(0.3) * (isSlow(size) ? 5 : 1), tags: { size } };
    });
    expect(found).toEqual(["size"]);
  }
});

test("another tag that only follows it is explained by it", () => {
  const items = ask(2000, 35, (draw) => {
    const load = 100 * draw.next();
    const slow = load >= 40 && load <= 60;
    const shelf = slow && draw.next() < 0.9 ? "middle" : draw.pick(["top", "bottom", "middle"]);
    return { duration: 1e-3 * draw.noise(0.3) * (slow ? 5 : 1), tags: { load, shelf } };
  });
  expect(items.map(({ title, explainedBy }) => [title.replace(/[\d.]+/g, "n"), explainedBy])).toEqual([
    ["load n to n", null],
    ["shelf = middle", "load"],
  ]);
});
