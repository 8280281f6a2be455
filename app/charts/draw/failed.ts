/** The marks of failed and unfinished spans, over the points of a plot. */
import { describeError, isUnfinished } from "../../../lib/model/error-filter.ts";
import { formatCount } from "../../../lib/model/format.ts";
import type { Prepared, Trace } from "../model.ts";
import { valueAt } from "./marks.ts";
import type { Scale } from "./scale.ts";

/** The same signs as in tables and trees. */
const FAILED = { sign: "✕", symbol: "x-thin-open", size: 6.5 } as const;
const NOT_FINISHED = { sign: "○", symbol: "circle-open", size: 8.5 } as const;

/** The error's type; null for a row without one. */
export function errorOf({ errors }: Pick<Prepared, "errors">, row: number): string | null {
  return errors?.[row] ?? null;
}

/** None if colours stand for errors: the marks would cover them. */
function splitFailed(chart: Prepared, rows: readonly number[]) {
  const colored = chart.axes.color?.id === "error";
  const failing = rows.filter((row) => !colored && errorOf(chart, row) !== null);
  return {
    failed: failing.filter((row) => !isUnfinished(errorOf(chart, row) ?? "")),
    unfinished: failing.filter((row) => isUnfinished(errorOf(chart, row) ?? "")),
  };
}

interface FailedOptions {
  readonly rows: readonly number[];
  readonly x: Scale;
  readonly y: Scale;
  /** Of the points they mark. */
  readonly type: "scatter";
}

/** A cross over each failed span, a ring around each unfinished one. */
export function drawFailed(chart: Prepared, { rows, x, y, type }: FailedOptions): Trace[] {
  const { failed, unfinished } = splitFailed(chart, rows);
  const draw = (part: readonly number[], { symbol, size }: typeof FAILED | typeof NOT_FINISHED): Trace[] => {
    if (part.length === 0) return [];
    const line = { width: 1.5, color: chart.colors.failed };
    return [
      {
        rows: part,
        over: true,
        data: {
          type,
          mode: "markers",
          x: part.map((row) => valueAt(x, row)),
          y: part.map((row) => valueAt(y, row)),
          marker: { symbol, size, color: chart.colors.failed, line },
          hoverinfo: "none",
        },
      },
    ];
  };
  return [...draw(failed, FAILED), ...draw(unfinished, NOT_FINISHED)];
}

/** `✕ 38 failed, ○ 2 unfinished`, of the points drawn; empty if none has an error. */
export function describeFailed(chart: Prepared, rows: readonly number[]): string[] {
  const { failed, unfinished } = splitFailed(chart, rows);
  const say = ({ length }: readonly number[], word: string, { sign }: { readonly sign: string }) =>
    length > 0 ? [`${sign} ${formatCount(length)} ${word}`] : [];
  const said = [...say(failed, "failed", FAILED), ...say(unfinished, "unfinished", NOT_FINISHED)];
  return said.length > 0 ? [said.join(", ")] : [];
}

/** A tooltip's line about how the row's span ended, if with an error. */
export function describeEnd(chart: Prepared, row: number): string[] {
  const type = errorOf(chart, row);
  return type === null ? [] : [describeError(type)];
}
