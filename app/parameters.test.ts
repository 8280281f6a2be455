/** Every address that the dashboard writes is one that it accepts. */
import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../lib/fixtures/seed.ts";
import { COMPARE_BY, findChoiceProblem, formatChoice, formatRangeText } from "../lib/model/compare-choice.ts";
import { comparesNumbers, type FieldFilter, TAG_OPERATORS, takesValue } from "../lib/model/filter.ts";
import { findParameterProblem, type Parameters } from "../lib/model/parameters.ts";
import { DEFAULT_SCOPE, formatScope, parseScope, type Scope } from "../lib/model/scope.ts";
import { OVERVIEW_RULES, SORTABLE } from "./(overview)/parameters.ts";
import { COMPARE_RULES } from "./compare/address.ts";
import { LARGEST_FIRST } from "./compare/ui/sort.ts";
import { EXPLORE_RULES, type ExploreView, exploreHref } from "./explore/address.ts";
import { formatQueryUrl, QUERY_RULES } from "./query/address.ts";
import { SPAN_RULES } from "./span/address.ts";
import { clampZoom, formatZoom } from "./span/ui/zoom.ts";

const TEXTS = ["", "a", "a=b&c", "名前", "--x", "%3D", "\n", "1..2", "kept:"];
const NAMED = TEXTS.filter((text) => text !== "");

type Random = ReturnType<typeof drawRandom>;
const time = (random: Random) => (random.below(2e6) - 1e6) / 10 ** random.below(7);
const maybe = <Value>(random: Random, value: Value) => (random.chance(0.5) ? value : undefined);

function drawScope(random: Random): Scope {
  const filters = Array.from({ length: random.below(3) }, () => {
    const operator = random.pick([...TAG_OPERATORS]);
    const text = takesValue(operator) ? random.pick(TEXTS) : "";
    return { key: random.pick(TEXTS), operator, value: comparesNumbers(operator) ? String(time(random)) : text };
  });
  const only: FieldFilter[] = [
    { key: "name", operator: random.pick(["=", "!=", "~"] as const), value: random.pick(TEXTS) },
    {
      key: "duration",
      operator: random.pick([">", "<="] as const),
      value: random.pick(["0.5", "16 m 40 s", "1.5 µs"]),
    },
  ];
  const also = maybe(random, [random.pick(NAMED)]);
  const maxSpanId = maybe(random, 1 + random.below(1e9));
  return {
    ...DEFAULT_SCOPE,
    run: random.pick(["latest", "all", "gap-12"]),
    from: random.chance(0.5) ? time(random) : null,
    to: random.chance(0.5) ? time(random) : null,
    names: [...new Set([random.pick(TEXTS), random.pick(TEXTS)])],
    tags: filters,
    only,
    window: 1 + random.below(1e7),
    ...(maxSpanId && { maxSpanId }),
    ...(also && { also }),
  };
}

function drawView(random: Random): ExploreView {
  const sel = random.pick([
    { kind: "box", x: [-1e300, time(random) + 1e7], y: [0, 1], of: ["a;b", "c,d"] },
    { kind: "lasso", corners: Array.from({ length: 300 }, () => time(random)) },
    { kind: "spans", ids: [9, 4, 1e9] },
  ] as const);
  return {
    plot: random.pick(["scatter", "histogram", "box"] as const),
    x: random.pick(NAMED),
    color: random.pick(TEXTS),
    logx: random.chance(0.5),
    dims: [random.pick(NAMED)],
    sort: { column: random.pick(NAMED), desc: random.chance(0.5) },
    hide: [random.pick(NAMED)],
    why: random.pick(["selection", "slowest", "off"] as const),
    sel,
  };
}

const search = (href: string) => new URL(href, "http://localhost").searchParams;
const expectValid = (params: URLSearchParams, rules: Parameters) =>
  expect(findParameterProblem(params, rules), params.toString()).toBeNull();

test("no address the dashboard writes is refused, and none loses anything of its scope", () => {
  const random = drawRandom();
  for (let round = 0; round < 50 * ROUNDS; round++) {
    const scope = drawScope(random);
    const view = drawView(random);
    const params = formatScope(scope);
    expect(parseScope(new URLSearchParams(params.toString()))).toEqual(scope);
    for (const rules of [OVERVIEW_RULES, EXPLORE_RULES, COMPARE_RULES, QUERY_RULES, SPAN_RULES])
      expectValid(params, rules);
    expectValid(search(exploreHref({ scope, view })), EXPLORE_RULES);
    expectValid(search(formatQueryUrl({ ...view, sql: "SELECT 1", scope: params.toString() })), QUERY_RULES);
    const zoom = formatZoom(clampZoom(random.below(1000) / 1000, random.below(1000) / 1000));
    expectValid(new URLSearchParams(zoom === "" ? {} : { zoom }), SPAN_RULES);
    expectValid(new URLSearchParams({ sort: `-${random.pick([...SORTABLE])}` }), OVERVIEW_RULES);
    expectValid(new URLSearchParams({ sort: `-${LARGEST_FIRST.key}` }), COMPARE_RULES);
    const from = time(random);
    const range = () => formatRangeText({ from, to: from + random.below(1e6) / 10 ** random.below(9) });
    const by = random.pick([...COMPARE_BY]);
    const [baseline, candidate] = by === "windows" ? [range(), range()] : TEXTS.slice(0, 2);
    const choice = { by, baseline: baseline ?? null, candidate: candidate ?? null, key: by === "tags" ? "a" : null };
    expectValid(formatChoice(choice), COMPARE_RULES);
    expect(findChoiceProblem(formatChoice(choice)), formatChoice(choice).toString()).toBeNull();
  }
});
