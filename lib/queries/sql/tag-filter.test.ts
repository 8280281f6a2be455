/** A filter matches what is displayed: the texts that tags hold, however much they look like numbers. */
import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../../fixtures/fixture-database.ts";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import type { TagFilter } from "../../model/filter.ts";
import { sourceOf } from "./scoped-spans.ts";
import { showTagFilter, tagCondition } from "./tag-filter.ts";

/** Neighbouring integers that map to the same double, and other spellings of one number. */
const VALUES = [
  ...["1152921504606846976", "1152921504606846981", "9007199254740992", "9007199254740993"],
  ...["1.5", "1.50", "+1.5", "01.5", "1004", "01004", "-5", "1234567", "1,234,567", "1e21", "1e+21", "-0", "0", " 0"],
  ...["0x10", "16", "1_000", "Infinity", "True", "true", "None", "null", "\u22125"],
];

const spansOf = (values: readonly string[]): FixtureSpan[] =>
  values.map((value, index) => ({ id: index + 1, start: index, duration: 0.5, tags: { n: value } }));

function find(values: readonly string[], filter: Omit<TagFilter, "key">) {
  const db = makeDatabase(spansOf(values));
  const window = { firstId: 1, lastId: values.length, count: values.length, total: values.length, estimated: false };
  const { where, parameters } = tagCondition(db, window, { key: "n", ...filter });
  const shown = showTagFilter(db, sourceOf(window), { key: "n", ...filter });
  const ids = (condition: string, ...given: (string | number)[]) =>
    db
      .prepare(`SELECT s.id FROM spans AS s WHERE ${condition} ORDER BY s.id`)
      .pluck()
      .all(...given) as number[];
  const found = ids(where, ...parameters);
  return { found: found.map((id) => values[id - 1]), written: ids(shown).map((id) => values[id - 1]) };
}

test.each(VALUES)("the spans with %j are found by it, and no others", (value) => {
  const others = VALUES.filter((other) => other !== value);
  // These two are spelled the way other values of the list are displayed.
  const also = { "1,234,567": ["1234567"], "\u22125": ["-5"] }[value] ?? [];
  const wanted = VALUES.filter((other) => other === value || also.includes(other));
  expect(find(VALUES, { operator: "=", value })).toEqual({ found: wanted, written: wanted });
  const rest = others.filter((other) => !also.includes(other));
  expect(find(VALUES, { operator: "!=", value })).toEqual({ found: rest, written: rest });
});

test("a number may be typed as it is shown, with a minus sign and in groups", () => {
  expect(find(["-5", "5"], { operator: "=", value: "\u22125" }).found).toEqual(["-5"]);
  expect(find(["-1234567", "1"], { operator: "=", value: "\u22121,234,567" }).found).toEqual(["-1234567"]);
  expect(find(["01004", "1004"], { operator: "=", value: "1004" }).found).toEqual(["1004"]);
});

test("ranges take values as numbers, as any other reading of them does", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS * 5; round++) {
    const values = Array.from({ length: 40 }, () => {
      const number = (random.below(4_000) - 2_000) / 100;
      return random.pick([String(number), number.toFixed(2), `0${Math.abs(number)}`, "n/a", "x9"]);
    });
    const value = String((random.below(4_000) - 2_000) / 100);
    for (const operator of [">=", "<="] as const) {
      const wanted = values.filter((text) => {
        const number = Number(text);
        return operator === ">=" ? number >= Number(value) : number <= Number(value);
      });
      expect(find(values, { operator, value }).found).toEqual(wanted);
    }
  }
});
