/** A plot with working controls. */
"use client";

import { useMemo, useState } from "react";
import type { Colors } from "../../../../lib/model/colors.ts";
import type { DensityGrid } from "../../../../lib/stats/density.ts";
import { chooseAxes, type PlotChoice } from "../../../charts/axis-choice.ts";
import type { Region } from "../../../charts/draw/region.ts";
import { Plot } from "../../../charts/ui/plot.tsx";
import type { ResultColumn, Row } from "../../../ui/table/result-columns.ts";
import { Case, nothing } from "../case.tsx";
import { PLOT_COLUMNS, ROWS } from "../fixtures/explore.ts";
import { NAME_COLORS } from "../fixtures/spans.ts";

interface DrawnProps {
  readonly name: string;
  readonly choice: PlotChoice;
  readonly rows?: readonly Row[];
  readonly columns?: readonly ResultColumn[];
  /** When the first row's span began, epoch seconds. */
  readonly origin?: number;
  /** Of span names. */
  readonly colors?: Colors;
  readonly height?: number;
  readonly wide?: boolean;
  readonly old?: boolean;
  readonly grid?: DensityGrid;
  readonly region?: Region;
  readonly errors?: readonly (string | null)[];
}

const ALL = ROWS;

export function Drawn(props: DrawnProps) {
  const {
    name,
    rows = ALL,
    columns = PLOT_COLUMNS,
    origin = 0,
    colors = NAME_COLORS,
    height = 340,
    wide = false,
    old = false,
    grid,
    region,
    errors,
  } = props;
  const [choice, setChoice] = useState(props.choice);
  const axes = useMemo(() => chooseAxes(columns, rows, choice), [columns, rows, choice]);
  const selection = useMemo(() => region && rows.flatMap((row, i) => (isIn(region, row) ? [i] : [])), [region, rows]);
  return (
    <Case name={name} pane={height}>
      <Plot
        axes={axes}
        columns={columns}
        rows={rows}
        origin={origin}
        valueColors={axes.color?.label === "name" ? colors : undefined}
        query={name}
        old={old}
        wide={wide}
        noun="span"
        grid={grid ?? null}
        errors={errors}
        onChange={(change) => setChoice({ ...choice, ...change } as PlotChoice)}
        {...(selection && { selection })}
        {...(region && { region, onSelect: nothing, onClear: nothing })}
      />
    </Case>
  );
}

/** Start on x, duration on y. */
function isIn(region: Region, row: Row): boolean {
  if (region.kind !== "box") return false;
  const [start, duration] = [Number(row[2]), Number(row[3])];
  return start >= region.x[0] && start <= region.x[1] && duration >= region.y[0] && duration <= region.y[1];
}
