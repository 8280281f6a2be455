/** Numbers of a tag: how they spread, and the range that is in, by handles or by two fields. */
"use client";

import { type FocusEvent, type KeyboardEvent, useId } from "react";
import { formatBytes, formatNumber, isBytesKey } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { type NumberBins, numberAt, shareOf } from "../../../lib/stats/number-bins.ts";
import styles from "../rail/rail.module.css";
import { RangeStrip, STRIP_STEPS } from "./range-strip.tsx";
import { rangeOf, setRange } from "./scope-url.ts";
import { useScope } from "./use-scope.ts";

interface TagRangeProps {
  readonly tagKey: string;
  readonly numbers: NumberBins;
}

export function TagRange({ tagKey, numbers }: TagRangeProps) {
  const { scope, replace } = useScope();
  const { low, high } = rangeOf(scope, tagKey);
  const place = (value: number) => Math.round(shareOf(numbers, value) * STRIP_STEPS);
  const value = (at: number) => numberAt(numbers, at / STRIP_STEPS);
  const format = isBytesKey(tagKey) ? formatBytes : formatNumber;
  const commit = (from: number | null, to: number | null) => replace({ tags: setRange(scope, tagKey, from, to) });
  return (
    <div className={styles.range}>
      <RangeStrip
        label={formatText(tagKey)}
        bins={numbers.bins}
        low={low === null ? 0 : place(low)}
        high={high === null ? STRIP_STEPS : place(high)}
        say={(at) => format(at === 0 ? numbers.low : at === STRIP_STEPS ? numbers.high : value(at))}
        onCommit={(from, to) => commit(from === 0 ? null : value(from), to === STRIP_STEPS ? null : value(to))}
      />
      <div className={styles.fields}>
        <NumberField
          label={`${formatText(tagKey)} at least`}
          value={low}
          hint={numbers.low}
          onCommit={(from) => commit(from, high)}
        />
        to
        <NumberField
          label={`${formatText(tagKey)} at most`}
          value={high}
          hint={numbers.high}
          onCommit={(to) => commit(low, to)}
        />
      </div>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly hint: number;
  readonly onCommit: (value: number | null) => void;
}

function NumberField({ label, value, hint, onCommit }: NumberFieldProps) {
  const id = useId();
  const take = (event: FocusEvent<HTMLInputElement> | KeyboardEvent<HTMLInputElement>) => {
    const text = event.currentTarget.value.trim();
    const next = text === "" ? null : Number(text);
    if (next !== value && (next === null || Number.isFinite(next))) onCommit(next);
  };
  return (
    <input
      // Written anew when the address changes: what is typed meanwhile stays.
      key={String(value)}
      id={id}
      inputMode="decimal"
      aria-label={label}
      defaultValue={value ?? ""}
      placeholder={formatNumber(hint)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take(event)}
    />
  );
}
