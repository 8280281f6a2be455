/** The distributions of the durations of one name on two sides. */

import * as v from "valibot";
import { type Basis, basisOf } from "../model/basis.ts";
import type { TellProgress } from "../model/progress.ts";
import {
  type CurveMarks,
  type CurvePoint,
  type HistogramPair,
  makeCurve,
  makeHistograms,
  markCurve,
} from "../stats/ecdf.ts";
import { firstAbove } from "../stats/order.ts";
import { type Calls, scaleOf } from "../stats/sampled-change.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareParams, countOf, fileOf, NO_CALLS, withOther } from "./compare-start.ts";
import { compared, reading } from "./params.ts";
import { defineQuery } from "./query.ts";
import type { Files, Side } from "./sql/side.ts";
import { readSideCalls } from "./sql/side-durations.ts";
import { resolveSide } from "./sql/side-scope.ts";
import { findSides, openFiles } from "./sql/sides.ts";

export interface CompareNameParams extends CompareParams {
  readonly name: string;
}

/** Of a sample, counts are estimates, and the longest call may be longer. */
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
  /** Of both sides together. */
  readonly basis: Basis;
}

const BINS = 60;

export function readCompareName(here: Connection, params: CompareNameParams, tell?: TellProgress): CompareNameAnswer {
  const { choice, scope, other, name } = params;
  return openFiles(here, { choice, other }, (files) => {
    const sides = findSides(files, choice, scope);
    const [baseline, candidate] = [
      readName(files, sides.baseline, params, tell),
      readName(files, sides.candidate, params, tell),
    ];
    return {
      name,
      baseline: makeSideCurve(baseline.calls),
      candidate: makeSideCurve(candidate.calls),
      histograms: makeHistograms(baseline.calls.sorted, candidate.calls.sorted, BINS),
      basis: basisOf({ by: sides.by, baseline, candidate }),
    };
  });
}

function readName(files: Files, side: Side, { name, reading }: CompareNameParams, tell: TellProgress | undefined) {
  const db = fileOf(files, side);
  const scoped = resolveSide(db, { ...side.scope, names: [name] });
  const { basis, names } = readSideCalls(db, scoped, reading, tell);
  return { basis, calls: names.get(name) ?? NO_CALLS };
}

function makeSideCurve(calls: Calls): SideCurve {
  const { sorted } = calls;
  const zeros = Math.round(firstAbove(sorted, 0) * scaleOf(calls));
  return {
    count: countOf(calls),
    zeros,
    points: makeCurve(sorted),
    marks: sorted.length > 0 ? markCurve(sorted) : null,
  };
}

export const compareName = defineQuery({
  params: v.object({ ...compared.entries, reading, name: v.string() }),
  urgency: "long",
  run: (db, params, context) => readCompareName(db, withOther(params, context), context.tell),
});
