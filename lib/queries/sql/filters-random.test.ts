/** Every filter on files of random spans: as ids, as columns and as the SQL that panes hand on, against brute force. */
import { expect, test } from "vitest";
import { readSpanRange } from "../../columns/span-range.ts";
import { type FixtureOptions, type FixtureSpan, makeDatabase } from "../../fixtures/fixture-database.ts";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import {
  FIELDS,
  type FieldFilter,
  formatTagFilter,
  parseTagFilter,
  TAG_OPERATORS,
  type TagFilter,
} from "../../model/filter.ts";
import { DEFAULT_SCOPE, formatScope, parseScope, type Scope } from "../../model/scope.ts";
import { resolveScope } from "./scoped-spans.ts";

type Random = ReturnType<typeof drawRandom>;

const KEYS = ["k", "bytes", "a=b", ">", "%3D", "it's", '"q"', "", "~?", "מפתח", "__proto__"];
const VALUES = [
  ...["", " ", "cold", "Cold", "50 %", "a_b", "aXb", "%", "it's", '"', "=", "~", "?", "null", "n/a", "x9", "9x", "1-2"],
  ...["0", "-0", "5", "05", "5.0", "5.", ".5", "+5", " 5", "5 ", "-5", "5e3", "1e999", "0x10", "1_0", "1,234", "1234"],
  ...["9007199254740993", "9007199254740992", "Infinity", "NaN", "2026-01-02", "שלום", "🙂", '{"a":1}'],
];
const LIMITS = ["5", "-5", "0", "1,234", "9007199254740992", "0.5", "1e3", "\u22125"];
const NAMES = ["read", "Read", "re%d", "it's", "", "שלום", "read file"];
const DURATIONS = [0, 1e-9, 0.01, 0.5, 1, 90];

function drawSpans(random: Random, recorded: number): FixtureSpan[] {
  const keys = [random.pick(KEYS), random.pick(KEYS)];
  const values = Array.from({ length: 6 }, () => random.pick(VALUES));
  return Array.from({ length: 60 }, (_, index) => {
    const id = index + 1;
    const up = id + 1 + random.below(9);
    return {
      id,
      name: random.pick(NAMES),
      // Without links, the spans around it are its ancestors.
      start: id <= recorded ? index : random.below(40),
      duration: random.pick(DURATIONS),
      ...(up <= recorded && random.chance(0.7) && { parent: up }),
      tags: Object.fromEntries(keys.filter(() => random.chance(0.35)).map((key) => [key, random.pick(values)])),
    };
  });
}

type RunTags = NonNullable<FixtureOptions["runTags"]>;

/** Up to three runs one after the other, of which some say something of themselves. */
function drawRuns(random: Random, spans: readonly FixtureSpan[], recorded: number) {
  const keys = [...new Set(spans.flatMap(({ tags = {} }) => Object.keys(tags))), random.pick(KEYS)];
  const cuts = [random.below(recorded), random.below(recorded), recorded].sort((a, b) => a - b);
  const runs = cuts.flatMap((last, index) => {
    const first = (cuts[index - 1] ?? 0) + 1;
    return first <= last ? [[first, last] as const] : [];
  });
  const drawTags = () => {
    const said = keys.filter(() => random.chance(0.4)).map((key) => [`param.${key}`, random.pick(VALUES)] as const);
    return random.chance(0.7) ? Object.fromEntries([...said, ["name", "v"], ["k", "no parameter"]]) : {};
  };
  return { runs, runTags: runs.map(drawTags) };
}

function drawFilter(random: Random, spans: readonly FixtureSpan[], runTags: RunTags): TagFilter {
  const said = runTags.flatMap((tags) =>
    Object.entries(tags).map(([key, value]) => [key.replace("param.", ""), value]),
  );
  const own = spans.flatMap(({ tags = {} }) => Object.entries(tags));
  const known = (random.chance(0.5) && said.length > 0 ? said : own) as [string, string][];
  const [key, value] = known.length > 0 ? random.pick(known) : ["k", "v"];
  const operator = random.pick([...TAG_OPERATORS]);
  if (operator === "?" || operator === "!") return { key, operator, value: "" };
  if (operator === "~")
    return { key, operator, value: [...value].slice(random.below(2), 1 + random.below(3)).join("") };
  const ofNumbers = operator !== "=" && operator !== "!=";
  return {
    key,
    operator,
    value: ofNumbers ? random.pick(LIMITS) : random.chance(0.7) ? String(value) : random.pick(LIMITS),
  };
}

function drawField(random: Random): FieldFilter {
  const key = random.pick([...FIELDS]);
  if (key === "name")
    return { key, operator: random.pick(["=", "!=", "~"] as const), value: random.pick([...NAMES, "ea", "%"]) };
  return {
    key,
    operator: random.pick([">", ">=", "<", "<="] as const),
    value: random.pick(["10 ms", "0.5s", "1", "1 m 30 s", "1 ns", "0"]),
  };
}

/** What readers of the docs would expect, written as plainly as can be. */
function passesTag(value: string | undefined, { operator, value: wanted }: TagFilter): boolean {
  if (operator === "?") return value !== undefined;
  if (operator === "!") return value === undefined;
  const plain = wanted.replace("\u2212", "-").replaceAll(",", "");
  const isEqual = value === wanted || (/^[\u2212\d,]+$/.test(wanted) && value === plain);
  if (operator === "=") return isEqual;
  if (operator === "!=") return !isEqual;
  if (value === undefined) return false;
  if (operator === "~") return value.split(wanted).length > 1 || wanted === "";
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e\d+)?\s*$/.test(value)) return false;
  const [number, limit] = [Number(value), Number(plain)];
  return { ">": number > limit, ">=": number >= limit, "<": number < limit, "<=": number <= limit }[operator];
}

const SECONDS: Record<string, number> = { "10 ms": 0.01, "0.5s": 0.5, "1": 1, "1 m 30 s": 90, "1 ns": 1e-9, "0": 0 };

function passesField({ name = "", duration }: FixtureSpan, { key, operator, value }: FieldFilter): boolean {
  if (key === "name") return { "=": name === value, "!=": name !== value, "~": name.includes(value) }[operator as "="];
  const limit = SECONDS[value] as number;
  return { ">": duration > limit, ">=": duration >= limit, "<": duration < limit, "<=": duration <= limit }[
    operator as ">"
  ];
}

function findValue(
  spans: readonly FixtureSpan[],
  span: FixtureSpan,
  key: string,
  { recorded, runs = [], runTags = [] }: FixtureOptions & { readonly recorded: number },
): string | undefined {
  for (let at: FixtureSpan | undefined = span; at; at = parentOf(spans, at, recorded)) {
    const tags: Record<string, unknown> = at.tags ?? {};
    if (Object.hasOwn(tags, key)) return String(tags[key]);
  }
  const run = runs.findIndex(([first, last]) => first <= span.id && span.id <= last);
  const said = runTags[run] ?? {};
  return Object.hasOwn(said, `param.${key}`) ? said[`param.${key}`] : undefined;
}

function parentOf(spans: readonly FixtureSpan[], span: FixtureSpan, recorded: number): FixtureSpan | undefined {
  if (span.id <= recorded) return spans.find(({ id }) => id === span.parent);
  const end = span.start + span.duration;
  return spans.find(
    (other) =>
      other.id > span.id && other.duration > 0 && other.start <= span.start && other.start + other.duration >= end,
  );
}

/** Some spans have a key twice: the last value counts. */
function makeTwice(random: Random, spans: FixtureSpan[], options: FixtureOptions) {
  const db = makeDatabase(spans, options);
  const add = db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, ?, ?)");
  for (const [index, span] of spans.entries()) {
    const [key] = Object.keys(span.tags ?? {});
    if (key === undefined || !random.chance(0.05)) continue;
    const value = random.pick(VALUES);
    add.run(span.id, key, value);
    spans[index] = { ...span, tags: { ...span.tags, [key]: value } };
  }
  return db;
}

/** Up to which id a run has recorded parents; later spans have those around them. */
test.each([
  ["parents are recorded", 60],
  ["parents are the spans around", 0],
  ["parents of one half are recorded", 30],
])("filters find the same spans however they are asked: %s", (_, recorded) => {
  const random = drawRandom();
  for (let round = 0; round < 10 * ROUNDS; round++) {
    const spans = drawSpans(random, recorded);
    const several = recorded > 0 && random.chance(0.7);
    const { runs, runTags } = several
      ? drawRuns(random, spans, recorded)
      : { runs: [[1, recorded]] as const, runTags: [] };
    // A span's ancestors are of its own run.
    const runOf = (id: number) => runs.findIndex(([first, last]) => first <= id && id <= last);
    for (const [index, { parent, ...span }] of spans.entries())
      if (parent !== undefined && runOf(parent) !== runOf(span.id)) spans[index] = span;
    const db = makeTwice(random, spans, recorded === 0 ? { plain: true } : { runs, runTags });
    for (let again = 0; again < 4; again++) {
      const tags = Array.from({ length: 1 + random.below(2) }, () => drawFilter(random, spans, runTags));
      const only = random.chance(0.5) ? [drawField(random)] : undefined;
      const scope: Scope = { ...DEFAULT_SCOPE, run: "all", tags, ...(only && { only }) };
      expect(parseScope(new URLSearchParams(formatScope(scope).toString()))).toEqual(scope);
      expect(tags.map((filter) => parseTagFilter(formatTagFilter(filter)))).toEqual(tags);
      const wanted = spans
        .filter((span) =>
          tags.every((filter) => passesTag(findValue(spans, span, filter.key, { recorded, runs, runTags }), filter)),
        )
        .filter((span) => only?.every((filter) => passesField(span, filter)) ?? true)
        .map(({ id }) => id);
      const what = formatScope(scope).toString();
      const scoped = resolveScope(db, scope);
      const find = (where: string, parameters: readonly (string | number)[] = []) =>
        db
          .prepare(`SELECT s.id FROM spans AS s WHERE ${where} ORDER BY s.id`)
          .pluck()
          .all(...parameters);
      expect(find(scoped.where, scoped.parameters), what).toEqual(wanted);
      expect(find(scoped.whereSql), `${what}\n${scoped.whereSql}`).toEqual(wanted);
      const range = readSpanRange(db, scoped, "exact", () => undefined);
      expect(
        [...range.ids].filter((_, place) => (range.rows[place] as number) >= 0),
        what,
      ).toEqual(wanted);
    }
    db.close();
  }
});
