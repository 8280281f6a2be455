import { expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { plant } from "../../fixtures/planted.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import { ExploreSource } from "../explore/source.ts";
import { canTell, findBest } from "./find-tag.ts";
import { listColumns } from "./list-columns.ts";
import { splitCalls } from "./selection.ts";

test("a tag that is left out for being on too few calls tells nothing, even where all of them are slow", () => {
  const db = plant({ count: 1000, seed: 5 }, (draw) => {
    const isSlow = draw.next() < 0.05;
    const user = isSlow ? draw.below(40) : 40 + draw.below(20);
    // Keys on one call in fifty and fewer: some only on slow calls, as texts or as numbers.
    const tags = { [`user ${user}`]: draw.next() < 0.5 ? "yes" : String(draw.below(100)), [`half ${user % 3}`]: user };
    return { duration: 1e-3 * draw.noise(0.2) * (isSlow ? 20 : 1), tags };
  });
  const source = new ExploreSource(readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["work"] })));
  db.close();
  const columns = listColumns(source);
  for (const slowest of [1, 5, 50, 95, 99]) {
    const split = splitCalls(source.spans, { slowest });
    const left = columns.filter((column) => !canTell(column, split));
    expect(left.filter((column) => findBest(column, split, 1) !== undefined)).toEqual([]);
    if (slowest === 5 || slowest === 95) expect([left.length > 20, left.length < columns.length]).toEqual([true, true]);
  }
});
