/** The plot's controls: type, columns, axes, extras. */
"use client";

import { type ReactNode, useId } from "react";
import { showText } from "../../../lib/model/shown-text.ts";
import { CheckMenu } from "../../ui/check-menu.tsx";
import { Checkbox, Select } from "../../ui/select.tsx";
import type { ResultColumn } from "../../ui/table/result-columns.ts";
import { type Axes, canLog, type PlotChoice } from "../axis-choice.ts";
import { PLOT_TYPES, type PlotType } from "../plot-types.ts";
import { kindOf } from "../registry.ts";
import styles from "./plot.module.css";

export type PlotChange = { readonly [K in keyof PlotChoice]?: PlotChoice[K] | undefined };

interface PlotControlsProps {
  readonly axes: Axes;
  readonly columns: readonly ResultColumn[];
  readonly onChange: (change: PlotChange) => void;
  /** Tools at the end of the row. */
  readonly tools: ReactNode;
  /** The row below, for the legend. */
  readonly children: ReactNode;
  readonly wide: boolean;
  /** Why trend lines are unavailable. */
  readonly noTrend?: string | undefined;
}

interface PickProps {
  readonly label: string;
  /** The short text on the toolbar; the accessible name is the full `label`. */
  readonly short: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly disabled?: string | undefined;
  readonly onPick: (value: string) => void;
}

function Pick({ label, short, value, options, disabled, onPick }: PickProps) {
  const id = useId();
  // By index: HTML would normalise a line break in a column name used as a value.
  const place = options.findIndex(([option]) => option === value);
  return (
    <span className={styles.pick}>
      <label htmlFor={id}>{short}</label>
      <Select
        id={id}
        aria-label={label}
        value={place}
        disabled={disabled !== undefined}
        title={disabled ?? showText(options[place]?.[1] ?? "")}
        onChange={(event) => onPick(options[Number(event.target.value)]?.[0] ?? "")}
      >
        {options.map(([option, text], place) => (
          <option key={option} value={place}>
            {showText(text)}
          </option>
        ))}
      </Select>
    </span>
  );
}

interface SwitchProps {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly on: boolean;
  /** Why it is disabled. */
  readonly why?: string | undefined;
  readonly onSwitch: (on: boolean) => void;
}

function Switch({ label, text, on, why, onSwitch }: SwitchProps) {
  return (
    <Checkbox
      aria-label={label}
      checked={on}
      disabled={why !== undefined}
      title={why}
      onChange={(event) => onSwitch(event.target.checked)}
    >
      {text}
    </Checkbox>
  );
}

/** A column without a name, such as that of a tag whose key is empty, cannot be chosen: "" stands for no column. */
function keepNamed(columns: readonly ResultColumn[]): readonly ResultColumn[] {
  return columns.filter(({ label }) => label !== "");
}

const NO_LOG = "A log axis needs numbers";

export function PlotControls({ axes, columns, onChange, tools, children, wide, noTrend }: PlotControlsProps) {
  const named = keepNamed(columns).map((column) => [column.label, column.label] as const);
  const kind = kindOf(axes.plot);
  const counts = kind.y === "column" ? null : kind.y;
  const noLogX = kind.x === "places" || !canLog(axes.x) ? NO_LOG : undefined;
  const noLogY = (counts ? counts.canLog : canLog(axes.y)) ? undefined : (counts?.why ?? NO_LOG);
  const type = (
    <Pick
      label="Plot type"
      short="Plot"
      value={axes.plot}
      options={PLOT_TYPES.map((plot) => [plot, kindOf(plot).name])}
      onPick={(plot) => onChange({ plot: plot as PlotType, logx: undefined, logy: undefined })}
    />
  );
  const x = (
    <Pick
      label="X axis"
      short="X"
      value={axes.x?.label ?? ""}
      options={named}
      onPick={(label) => onChange({ x: label, logx: undefined })}
    />
  );
  const y = (
    <Pick
      label="Y axis"
      short="Y"
      value={axes.y?.label ?? ""}
      options={counts ? [["", counts.counts]] : named}
      disabled={counts?.why}
      onPick={(label) => onChange({ y: label, logy: undefined })}
    />
  );
  const color = (
    <Pick
      label="Color by"
      short="Color"
      value={axes.color?.label ?? ""}
      options={[["", "none"], ...named]}
      onPick={(label) => onChange({ color: label })}
    />
  );
  const log = (axis: "X" | "Y") => {
    const [on, why, key] = axis === "X" ? [axes.logX, noLogX, "logx"] : [axes.logY, noLogY, "logy"];
    return (
      <Switch
        label={`log ${axis}`}
        text={wide ? "log" : `log ${axis}`}
        on={on as boolean}
        why={why as string | undefined}
        onSwitch={(next) => onChange({ [key as "logx"]: next })}
      />
    );
  };
  const extras = kind.extras && (
    <>
      <Switch label="Trend" text="Trend" on={axes.trend} why={noTrend} onSwitch={(on) => onChange({ trend: on })} />
      <Switch label="Margins" text="Margins" on={axes.margins} onSwitch={(on) => onChange({ margins: on })} />
    </>
  );
  if (kind.several)
    return (
      <>
        <div className={styles.controls}>
          {type}
          <DimsMenu axes={axes} columns={columns} onChange={(dims) => onChange({ dims })} />
          {color}
          {tools}
        </div>
        <div className={styles.controls}>{children}</div>
      </>
    );
  if (wide)
    return (
      <>
        <div className={styles.controls}>
          <span className={styles.choices}>
            {type}
            {x}
            {log("X")}
            {y}
            {log("Y")}
            {color}
            {extras}
          </span>
          {tools}
        </div>
        <div className={styles.controls}>{children}</div>
      </>
    );
  return (
    <>
      <div className={styles.controls}>
        <span className={styles.choices}>
          {type}
          {x}
          {y}
        </span>
        {tools}
      </div>
      <div className={styles.controls}>
        <span className={styles.choices}>
          {color}
          {log("X")}
          {log("Y")}
          {extras}
        </span>
        {children}
      </div>
    </>
  );
}

interface DimsMenuProps {
  readonly axes: Axes;
  readonly columns: readonly ResultColumn[];
  /** Labels, in display order. */
  readonly onChange: (dims: readonly string[]) => void;
}

/** Which columns a multi-column plot shows. */
export function DimsMenu({ axes, columns, onChange }: DimsMenuProps) {
  const max = kindOf(axes.plot).several?.max ?? 1;
  const labels = axes.dims.map(({ label }) => label);
  return (
    <CheckMenu
      bordered
      choices={keepNamed(columns).map(({ label, kind }) => {
        const checked = labels.includes(label);
        return { id: label, label, kind, checked, disabled: checked ? labels.length === 1 : labels.length >= max };
      })}
      onCheck={(label, checked) => onChange(checked ? [...labels, label] : labels.filter((other) => other !== label))}
    >
      {labels.length} {labels.length === 1 ? "column" : "columns"}
    </CheckMenu>
  );
}
