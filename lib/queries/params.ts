/** Schemas of parameters that several queries share. */
import * as v from "valibot";
import { COMPARE_BY } from "../model/compare-choice.ts";
import { FIELDS, TAG_OPERATORS } from "../model/filter.ts";
import { DEFAULT_X, POINTS } from "../model/plot-request.ts";
import { type Region, readRegion } from "../model/region.ts";
import { MAX_ALSO, type Scope } from "../model/scope.ts";

export { ParamsError } from "./params-error.ts";

const finite = v.pipe(v.number(), v.finite());
const wholeNumber = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(wholeNumber, v.minValue(1));

export const spanId = wholeNumber;

export const scope: v.GenericSchema<unknown, Scope> = v.object({
  run: v.string(),
  from: v.nullable(finite),
  to: v.nullable(finite),
  names: v.array(v.string()),
  tags: v.array(v.object({ key: v.string(), operator: v.picklist(TAG_OPERATORS), value: v.string() })),
  only: v.optional(
    v.array(v.object({ key: v.picklist(FIELDS), operator: v.picklist(TAG_OPERATORS), value: v.string() })),
  ),
  window: v.nullable(count),
  error: v.optional(v.nullable(v.string()), null),
  maxSpanId: v.optional(wholeNumber),
  also: v.optional(v.pipe(v.array(v.string()), v.maxLength(MAX_ALSO))),
});

/** `sample`: from a sample, if the scope has very many spans. */
export const reading = v.optional(v.picklist(["exact", "sample"]));

/** For queries about a scope and nothing else. */
export const onlyScope = v.object({ scope });

/** The same for those that may read a sample. */
export const readScope = v.object({ scope, reading });

/** For queries about one span among those of its name. */
export const aboutSpan = v.object({ id: spanId, scope, reading });

export const nothing = v.object({});

const region = v.custom<Region>((value) => readRegion(value) !== undefined, "not a region of a plot");

/** What a plot shows; omitted fields are chosen from the data. */
export const plot = v.object({
  defaultX: v.optional(v.picklist(DEFAULT_X)),
  points: v.optional(v.picklist(POINTS)),
  x: v.optional(v.string()),
  y: v.optional(v.string()),
  color: v.optional(v.string()),
  logx: v.optional(v.boolean()),
  logy: v.optional(v.boolean()),
});

/** A plot and its selected region. */
export const selection = v.object({ ...plot.entries, region: v.optional(region) });

/** More rows would result in a page of hundreds of megabytes. */
const MAX_ROWS = 100_000;

export const rows = v.object({
  ...selection.entries,
  sort: v.object({ column: v.string(), desc: v.boolean() }),
  offset: v.pipe(wholeNumber, v.minValue(0)),
  limit: v.pipe(count, v.maxValue(MAX_ROWS)),
});

export const compared = v.object({
  choice: v.object({
    by: v.nullable(v.picklist(COMPARE_BY)),
    baseline: v.nullable(v.string()),
    candidate: v.nullable(v.string()),
    key: v.nullable(v.string()),
  }),
  scope,
});

/** By which tags calls of two runs are paired; null for those that the runs suggest. */
export const pairBy = v.optional(
  v.nullable(v.union([v.literal("none"), v.pipe(v.array(v.string()), v.readonly())])),
  null,
);
