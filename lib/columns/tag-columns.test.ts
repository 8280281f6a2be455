import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { resolveScope } from "../queries/sql/scoped-spans.ts";
import { readColumns } from "./read-columns.ts";

type Random = ReturnType<typeof drawRandom>;

/** Spans end after their children. Some keys are on nearly all spans, some on a few, one on the outermost spans only. */
function drawSpans(random: Random, count: number): FixtureSpan[] {
  const parents = Array.from({ length: count }, (_, index) => {
    const above = count - index - 1;
    return above === 0 || random.below(12) === 0 ? undefined : index + 2 + random.below(Math.min(above, 9));
  });
  return parents.map((parent, index) => {
    const tags = Object.fromEntries(
      Array.from({ length: 8 }, (_, key) => [`key ${key}`, `${key}${random.below(4)}`] as const).filter(
        (_, key) => random.below(4 ** (key / 2)) === 0,
      ),
    );
    return {
      id: index + 1,
      name: `name ${random.below(3)}`,
      start: index,
      duration: 1,
      ...(parent !== undefined && { parent }),
      tags: parent === undefined ? { ...tags, root: String(random.below(3)) } : tags,
    };
  });
}

/** As another tracer might write them: parents before children, or in between. */
function reverseIds(spans: readonly FixtureSpan[]): FixtureSpan[] {
  const idOf = (id: number) => (id % 3 === 0 ? id : 1 + 3 * spans.length - id);
  const renamed = spans.map(({ parent, ...span }) => ({
    ...span,
    id: idOf(span.id),
    ...(parent !== undefined && { parent: idOf(parent) }),
  }));
  return renamed.sort((a, b) => a.id - b.id);
}

/** Straight from the definition: a span's own value, else that of the nearest span around it that has the key. */
function findValue(byId: ReadonlyMap<number, FixtureSpan>, span: FixtureSpan, key: string) {
  for (let at: FixtureSpan | undefined = span; at; at = byId.get(at.parent ?? -1)) {
    const value = at.tags?.[key];
    if (value !== undefined) return { value, from: at.name ?? "", inherited: at !== span };
  }
  return undefined;
}

test("every span has its own tags and inherits the others from the nearest ancestor, of rare keys and frequent ones", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS * 4; round++) {
    const drawn = drawSpans(random, 2 + random.below(200));
    const spans = round % 4 < 2 ? drawn : reverseIds(drawn);
    const byId = new Map(spans.map((span) => [span.id, span]));
    const names = round % 2 === 0 ? [] : ["name 1"];
    const db = makeDatabase(spans);
    const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all", names }));
    db.close();
    const found = new Map<string, string>();
    for (const { key, from, inherited, values, count, each } of columns.tags) {
      let visits = 0;
      each((row, code) => {
        visits++;
        found.set(`${columns.id[row]} ${key}`, `${values[code]} ${inherited ? "↑" : "of"} ${from}`);
      });
      expect(visits).toBe(count);
    }
    const scoped = spans.filter(({ name }) => names.length === 0 || names.includes(name ?? ""));
    const expected = new Map<string, string>();
    for (const span of scoped)
      for (const key of ["root", ...Array.from({ length: 8 }, (_, index) => `key ${index}`)]) {
        const own = findValue(byId, span, key);
        if (own) expected.set(`${span.id} ${key}`, `${own.value} ${own.inherited ? "↑" : "of"} ${own.from}`);
      }
    expect(found).toEqual(expected);
  }
});
