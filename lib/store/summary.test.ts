import { expect, test } from "vitest";
import { makeDatabase } from "../fixtures/fixture-database.ts";
import { explainQuery } from "../fixtures/plan.ts";
import { readSummary } from "./summary.ts";

test("names and keys stand in the order in which they are first met, whatever indexes there are", () => {
  const word = (place: number) => `${(place * 7919) % 500}`;
  const spans = Array.from({ length: 2_000 }, (_, i) => {
    return { id: i + 1, name: word(i), start: i, duration: 1, tags: { [`key ${word(i)}`]: "x" } };
  });
  const db = makeDatabase(spans);
  const met = Array.from({ length: 500 }, (_, i) => word(i));
  for (const sql of ["SELECT 1", "CREATE INDEX by_name ON spans (name)", "CREATE INDEX by_key ON span_tags (key)"]) {
    db.exec(sql);
    const { spanNames, tagKeys } = readSummary(db);
    expect(spanNames).toEqual(met);
    expect(tagKeys).toEqual(met.map((name) => `key ${name}`));
  }
  // Each table is read once by a statement, and never sorted.
  expect(explainQuery(db, readSummary).filter((step) => /GROUP BY|ORDER BY/.test(step))).toEqual([]);
});
