/** What a plot shows: its type, its columns, its axes. */
"use client";

import { type ReactNode, useId } from "react";
import { Checkbox } from "../controls/checkbox.tsx";
import { Select } from "../controls/select.tsx";
import type { ResultColumn } from "../results/result-columns.ts";
import { type Axes, PLOT_TYPES, type PlotChoice, type PlotType } from "./axis-choice.ts";
import styles from "./plot.module.css";

const NAMES: Readonly<Record<PlotType, string>> = {
  scatter: "Scatter",
  line: "Line",
  histogram: "Histogram",
  box: "Box",
  heatmap: "Heatmap",
};

export type PlotChange = { readonly [K in keyof PlotChoice]?: PlotChoice[K] | undefined };

interface PlotControlsProps {
  readonly axes: Axes;
  readonly columns: readonly ResultColumn[];
  readonly onChange: (change: PlotChange) => void;
  /** The legend. */
  readonly children: ReactNode;
}

interface PickProps {
  readonly label: string;
  /** What a toolbar has room for; the accessible name is all of `label`. */
  readonly short: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly disabled?: string | undefined;
  readonly onPick: (value: string) => void;
}

function Pick({ label, short, value, options, disabled, onPick }: PickProps) {
  const id = useId();
  return (
    <span className={styles.pick}>
      <label htmlFor={id}>{short}</label>
      <Select
        id={id}
        aria-label={label}
        value={value}
        disabled={disabled !== undefined}
        title={disabled}
        onChange={(event) => onPick(event.target.value)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </Select>
    </span>
  );
}

export function PlotControls({ axes, columns, onChange, children }: PlotControlsProps) {
  const named = columns.map((column) => [column.label, column.label] as const);
  const histogram = axes.plot === "histogram";
  const noLogX = axes.plot === "box" || !axes.x?.numeric || axes.x.unit === "start";
  const noLogY = !histogram && (!axes.y?.numeric || axes.y.unit === "start");
  const why = "A log axis needs numbers";
  return (
    <>
      <div className={styles.controls}>
        <Pick
          label="Plot type"
          short="Plot"
          value={axes.plot}
          options={PLOT_TYPES.map((type) => [type, NAMES[type]])}
          onPick={(plot) => onChange({ plot: plot as PlotType, logx: undefined, logy: undefined })}
        />
        <Pick
          label="X axis"
          short="X"
          value={axes.x?.label ?? ""}
          options={named}
          onPick={(x) => onChange({ x, logx: undefined })}
        />
        <Pick
          label="Y axis"
          short="Y"
          value={axes.y?.label ?? ""}
          options={histogram ? [["", "rows"]] : named}
          disabled={histogram ? "A histogram counts rows" : undefined}
          onPick={(y) => onChange({ y, logy: undefined })}
        />
      </div>
      <div className={styles.controls}>
        <Pick
          label="Color by"
          short="Color"
          value={axes.color?.label ?? ""}
          options={[["", "none"], ...named]}
          onPick={(color) => onChange({ color })}
        />
        <Checkbox
          checked={axes.logX}
          disabled={noLogX}
          title={noLogX ? why : undefined}
          onChange={(event) => onChange({ logx: event.target.checked })}
        >
          log X
        </Checkbox>
        <Checkbox
          checked={axes.logY}
          disabled={noLogY}
          title={noLogY ? why : undefined}
          onChange={(event) => onChange({ logy: event.target.checked })}
        >
          log Y
        </Checkbox>
        {children}
      </div>
    </>
  );
}
