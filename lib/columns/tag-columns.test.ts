import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { readAncestors } from "../queries/sql/ancestors.ts";
import { readNearestTags } from "../queries/sql/nearest-tags.ts";
import { resolveScope } from "../queries/sql/scoped-spans.ts";
import { readColumns } from "./read-columns.ts";
import { readKey } from "./read-key.ts";
import { readSpanRange } from "./span-range.ts";

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

/** Ranges of ids in a row, some of runs that say something of themselves, and none for a part of the spans. */
function drawRuns(random: Random, spans: readonly FixtureSpan[]) {
  const ids = spans.map(({ id }) => id);
  const cuts = [ids[0], ...ids.filter(() => random.below(40) === 0), (ids.at(-1) ?? 0) + 1] as number[];
  const ranges = cuts.slice(1).map((end, index) => [cuts[index] as number, end - 1] as const);
  const runs = ranges.filter(([first, last]) => first <= last && random.below(5) > 0);
  const runTags = runs.map((): Record<string, string> => {
    if (random.below(3) === 0) return {};
    const said = ["root", "key 1", "key 7", "rate"].filter(() => random.below(2) === 0);
    return Object.fromEntries(said.map((key) => [`param.${key}`, `said ${random.below(3)}`]));
  });
  return { runs, runTags };
}

/** Spans inherit from those of their own run only. */
function cutParents(spans: readonly FixtureSpan[], runs: readonly (readonly [number, number])[]): FixtureSpan[] {
  const runOf = (id: number) => runs.findIndex(([first, last]) => first <= id && id <= last);
  return spans.map(({ parent, ...span }) =>
    parent !== undefined && runOf(parent) === runOf(span.id) ? { ...span, parent } : span,
  );
}

/** Straight from the definition: a span's own value, else that of the nearest span around it that has the key. */
function findValue(byId: ReadonlyMap<number, FixtureSpan>, span: FixtureSpan, key: string) {
  for (let at: FixtureSpan | undefined = span; at; at = byId.get(at.parent ?? -1)) {
    const value = at.tags?.[key];
    if (value !== undefined) return { value, from: at.name ?? "", inherited: at !== span };
  }
  return undefined;
}

test("what a run says of itself all its spans inherit, after what they and the spans around them have", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS * 4; round++) {
    const drawn = drawSpans(random, 2 + random.below(200));
    const { runs, runTags } = drawRuns(random, drawn);
    const spans = cutParents(drawn, runs);
    const byId = new Map(spans.map((span) => [span.id, span]));
    const names = round % 2 === 0 ? [] : ["name 1"];
    const db = makeDatabase(spans, { runs, runTags });
    const scope = { ...DEFAULT_SCOPE, run: "all", names };
    const scoped = resolveScope(db, scope);
    const columns = readColumns(db, scoped);
    const found = new Map<string, string>();
    for (const { key, from, inherited, values, each, count } of columns.tags) {
      let visits = 0;
      each((row, code) => {
        visits++;
        found.set(`${columns.id[row]} ${key}`, `${values[code]} ${inherited ? "↑" : "of"} ${from}`);
      });
      expect(visits).toBe(count);
    }
    const scopedSpans = spans.filter(({ name }) => names.length === 0 || names.includes(name ?? ""));
    const keys = ["root", "rate", ...Array.from({ length: 8 }, (_, index) => `key ${index}`)];
    const expected = new Map<string, string>();
    for (const span of scopedSpans)
      for (const key of keys) {
        const said = runTags[runs.findIndex(([first, last]) => first <= span.id && span.id <= last)]?.[`param.${key}`];
        const own = findValue(byId, span, key);
        if (own) expected.set(`${span.id} ${key}`, `${own.value} ${own.inherited ? "↑" : "of"} ${own.from}`);
        else if (said !== undefined) expected.set(`${span.id} ${key}`, `${said} ↑ the run`);
      }
    expect(found).toEqual(expected);
    // The same, one key at a time, as of very many spans.
    for (const key of ["root", "rate", "key 1"]) {
      const range = readSpanRange(db, scoped, "exact", () => undefined);
      const read = readKey(db, range, { key, from: null, kind: "text", numeric: false, texts: [] }, () => undefined);
      const { codes, texts } = read as Extract<typeof read, { codes: Int32Array }>;
      const values = Array.from(codes, (code, row) => [`${columns.id[row]} ${key}`, texts[code]] as const);
      expect(values.filter(([, value]) => value !== undefined)).toEqual(
        values.flatMap(([id]) => {
          const value = expected.get(id);
          return value === undefined ? [] : [[id, value.replace(/ (of|↑) .*/, "")]];
        }),
      );
      const ids = [...columns.id].slice(0, 50);
      const nearest = readNearestTags(db, ids, (id) => readAncestors(db, id).ids);
      for (const id of ids) {
        const tag = nearest.get(id)?.get(key);
        const own = expected.get(`${id} ${key}`);
        expect(tag && `${tag.value} ${tag.from === null ? "of" : `↑ ${tag.from}`}`, `${id} ${key}`).toBe(
          own?.replace(/ of .*/, " of"),
        );
      }
    }
    db.close();
  }
});

test("the same where spans of so many names carry tags that all names are merged", () => {
  const spans = Array.from({ length: 600 }, (_, index): FixtureSpan => {
    const own: Record<string, string> = index % 2 === 0 ? { k: `own ${index}` } : {};
    return {
      id: index + 1,
      name: `name ${index}`,
      start: index,
      duration: 1,
      tags: { ...own, [`of ${index % 3}`]: "x" },
    };
  });
  const runs = [[1, 300] as const, [301, 600] as const];
  const db = makeDatabase(spans, { runs, runTags: [{ "param.k": "said", "param.rate": "1" }, { "param.rate": "2" }] });
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all" }));
  db.close();
  const valuesOf = (key: string) => {
    const found = new Map<number, string | undefined>();
    for (const column of columns.tags)
      if (column.key === key) column.each((row, code) => found.set(columns.id[row] as number, column.values[code]));
    return Array.from({ length: 600 }, (_, index) => found.get(index + 1));
  };
  expect(valuesOf("rate")).toEqual(spans.map(({ id }) => (id <= 300 ? "1" : "2")));
  expect(valuesOf("k")).toEqual(spans.map(({ id, tags }) => tags?.k ?? (id <= 300 ? "said" : undefined)));
  expect(columns.keyCount).toBe(5);
});

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
