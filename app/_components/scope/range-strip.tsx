/** Counts as bars, and a handle at each end: what lies between them is in. By pointer and by keyboard; Escape takes all. */
"use client";

import { Slider } from "@base-ui/react/slider";
import { useState } from "react";
import styles from "./range-strip.module.css";

/** Places on the strip; finer than a pixel. */
export const STRIP_STEPS = 1000;

const HEIGHT = 26;

interface RangeStripProps {
  /** What the range is of, for screen readers: "Time". */
  readonly label: string;
  readonly bins: readonly number[];
  /** Places of the handles, 0 to `STRIP_STEPS`. */
  readonly low: number;
  readonly high: number;
  /** A place in words. */
  readonly say: (place: number) => string;
  /** Called when a handle is let go, or moved by a key. */
  readonly onCommit: (low: number, high: number) => void;
}

export function RangeStrip({ label, bins, low, high, say, onCommit }: RangeStripProps) {
  const [moved, setMoved] = useState<readonly [number, number] | null>(null);
  const [from, to] = moved ?? [low, high];
  const commit = (values: readonly [number, number]) => {
    setMoved(null);
    onCommit(...values);
  };
  return (
    <>
      <Slider.Root
        className={styles.root}
        aria-label={label}
        min={0}
        max={STRIP_STEPS}
        step={1}
        largeStep={STRIP_STEPS / 20}
        value={[from, to]}
        onValueChange={(value) => setMoved(pair(value))}
        onValueCommitted={(value) => commit(pair(value))}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || (from === 0 && to === STRIP_STEPS)) return;
          event.stopPropagation();
          commit([0, STRIP_STEPS]);
        }}
      >
        <Slider.Control className={styles.control}>
          <Slider.Track className={styles.track}>
            <Bars bins={bins} from={from / STRIP_STEPS} to={to / STRIP_STEPS} />
            <Slider.Thumb
              index={0}
              className={styles.handle}
              getAriaLabel={() => `${label} from`}
              aria-valuetext={say(from)}
            />
            <Slider.Thumb
              index={1}
              className={styles.handle}
              getAriaLabel={() => `${label} to`}
              aria-valuetext={say(to)}
            />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      <p className={styles.ends} aria-hidden="true">
        <span>{say(from)}</span>
        <span>{say(to)}</span>
      </p>
    </>
  );
}

function pair(value: number | readonly number[]): readonly [number, number] {
  return typeof value === "number" ? [0, value] : [value[0] ?? 0, value[1] ?? STRIP_STEPS];
}

/** Bars outside of the range are paler. Square roots: a burst must not flatten all the rest. */
function Bars({ bins, from, to }: { readonly bins: readonly number[]; readonly from: number; readonly to: number }) {
  const most = Math.sqrt(Math.max(1, ...bins));
  const draw = (inside: boolean) =>
    bins
      .map((count, index) => {
        const middle = (index + 0.5) / bins.length;
        if (count === 0 || inside !== (middle >= from && middle <= to)) return "";
        const height = Math.max(1.5, (Math.sqrt(count) / most) * HEIGHT);
        return `M${index + 0.1} ${HEIGHT}v${(-height).toFixed(1)}h.8V${HEIGHT}z`;
      })
      .join("");
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${Math.max(1, bins.length)} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className={styles.out} d={draw(false)} />
      <path className={styles.in} d={draw(true)} />
    </svg>
  );
}
