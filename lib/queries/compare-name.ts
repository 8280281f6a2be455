/** The distributions of the durations of one name on two sides. */

import * as v from "valibot";
import type { Reading } from "../columns/span-range.ts";
import {
  type CurveMarks,
  type CurvePoint,
  type HistogramPair,
  makeCurve,
  makeHistograms,
  markCurve,
} from "../stats/ecdf.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, fileOf, withOther } from "./compare-start.ts";
import { compared, reading } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readSideDurations } from "./sql/side-durations.ts";
import { resolveSide } from "./sql/side-scope.ts";
import { type Files, findSides, openFiles, type Side } from "./sql/sides.ts";

export interface CompareNameParams extends CompareParams {
  readonly name: string;
}

export interface SideCurve {
  readonly count: number;
  /** Calls of 0 s, which a logarithmic axis cannot show. */
  readonly zeros: number;
  readonly points: readonly CurvePoint[];
  /** Seconds; null without calls. */
  readonly marks: CurveMarks | null;
}

export interface CompareNameAnswer {
  readonly name: string;
  readonly baseline: SideCurve;
  readonly candidate: SideCurve;
  readonly histograms: HistogramPair;
}

const BINS = 60;

export function readCompareName(here: Connection, params: CompareNameParams): CompareNameAnswer {
  const { choice, scope, reading, other, name } = params;
  return openFiles(here, other, (files) => {
    const sides = findSides(files, choice, scope);
    const [baseline, candidate] = [
      readName(files, sides.baseline, name, reading),
      readName(files, sides.candidate, name, reading),
    ];
    return {
      name,
      baseline: makeSideCurve(baseline),
      candidate: makeSideCurve(candidate),
      histograms: makeHistograms(baseline, candidate, BINS),
    };
  });
}

function readName(files: Files, side: Side, name: string, reading: Reading | undefined): Float64Array {
  const db = fileOf(files, side);
  const scoped = resolveSide(db, { ...side.scope, names: [name] });
  return readSideDurations(db, scoped, reading).names.get(name) ?? new Float64Array(0);
}

function makeSideCurve(sorted: Float64Array): SideCurve {
  const count = sorted.length;
  const zeros = sorted.filter((value) => value <= 0).length;
  return { count, zeros, points: makeCurve(sorted), marks: count > 0 ? markCurve(sorted) : null };
}

export const compareName = defineQuery({
  params: v.object({ ...compared.entries, reading, name: v.string() }),
  urgency: "long",
  run: (db, params, context) => readCompareName(db, withOther(params, context)),
});
