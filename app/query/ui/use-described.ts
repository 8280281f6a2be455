/** Derives what is needed to display a result. */
"use client";

import { useMemo } from "react";
import { type Axes, chooseAxes } from "../../charts/axis-choice.ts";
import { describeColumns, findOrigin, markDates, type ResultColumn, type Row } from "../../ui/table/result-columns.ts";
import { changeQueryUrl, type QueryUrl } from "../address.ts";
import type { Ran } from "../data.ts";

export interface Described {
  readonly columns: readonly ResultColumn[];
  readonly axes: Axes;
  /** Time that starts are relative to, epoch seconds. */
  readonly origin: number;
}

const NO_ROWS: readonly Row[] = [];

/** @param runStart when the newest run began, epoch seconds, or null */
export function useDescribed(ran: Ran | null, url: QueryUrl, runStart: number | null): Described {
  const rows = ran?.result.rows ?? NO_ROWS;
  const found = useMemo(() => (ran ? describeColumns(ran.result.columns, ran.result.rows) : []), [ran]);
  const origin = useMemo(() => findOrigin(found, rows, runStart), [found, rows, runStart]);
  const columns = useMemo(() => markDates(found, rows, origin), [found, rows, origin]);
  const { plot, x, y, color, logx, logy, trend, margins } = url;
  const columnsOf = url.dims?.join("\n");
  // Recomputed only if one of these changes: a new sort must not redraw the plot.
  const choice = useMemo(
    () => changeQueryUrl({}, { plot, x, y, color, logx, logy, trend, margins, dims: columnsOf?.split("\n") }),
    [plot, x, y, color, logx, logy, trend, margins, columnsOf],
  );
  const axes = useMemo(() => chooseAxes(columns, rows, choice), [columns, rows, choice]);
  return { columns, axes, origin };
}
