/** A range slider over a histogram, for pointer and keyboard; Escape selects the full range. */
"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import styles from "../rail/rail.module.css";

/** Steps of the strip; finer than a pixel. */
export const STRIP_STEPS = 1000;

const HEIGHT = 26;

const LARGE_STEP = STRIP_STEPS / 20;

/** Steps per key press. */
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -LARGE_STEP,
  PageUp: LARGE_STEP,
  Home: -STRIP_STEPS,
  End: STRIP_STEPS,
};

interface RangeStripProps {
  /** What the range limits, for screen readers: "Time". */
  readonly label: string;
  readonly bins: readonly number[];
  /** Positions of the handles, 0 to `STRIP_STEPS`. */
  readonly low: number;
  readonly high: number;
  /** Describes a position in words. */
  readonly say: (place: number) => string;
  /** Called when a handle is released, or moved by a key. */
  readonly onCommit: (low: number, high: number) => void;
}

type End = "from" | "to";

export function RangeStrip({ label, bins, low, high, say, onCommit }: RangeStripProps) {
  const strip = useRef<HTMLDivElement>(null);
  const handles = { from: useRef<HTMLDivElement>(null), to: useRef<HTMLDivElement>(null) };
  /** The dragged handle, and the pointer's offset from its middle. */
  const held = useRef<{ readonly end: End; readonly off: number } | null>(null);
  const [moved, setMoved] = useState<readonly [number, number] | null>(null);
  const [from, to] = moved ?? [low, high];
  const place = { from, to };

  const put = (end: End, at: number): readonly [number, number] =>
    end === "from" ? [Math.max(0, Math.min(at, to)), to] : [from, Math.min(STRIP_STEPS, Math.max(at, from))];
  const commit = (values: readonly [number, number]) => {
    setMoved(null);
    onCommit(...values);
  };
  const placeOf = (event: PointerEvent): number => {
    const { left = 0, width = 1 } = strip.current?.getBoundingClientRect() ?? {};
    return Math.round(Math.max(0, Math.min(1, (event.clientX - left) / width)) * STRIP_STEPS);
  };
  const grab = (event: PointerEvent) => {
    if (event.button !== 0) return;
    // Prevents the drag from selecting text.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    const pressed = (["from", "to"] as const).find((end) => handles[end].current === event.target);
    const end = pressed ?? (Math.abs(at - from) < Math.abs(at - to) || at < from ? "from" : "to");
    held.current = { end, off: pressed ? at - place[end] : 0 };
    handles[end].current?.focus();
    if (!pressed) setMoved(put(end, at));
  };
  const move = (event: PointerEvent) => {
    const { current } = held;
    if (current) setMoved(put(current.end, placeOf(event) - current.off));
  };
  const drop = (event: PointerEvent) => {
    const { current } = held;
    held.current = null;
    if (!current) return;
    const values = put(current.end, placeOf(event) - current.off);
    if (values[0] === low && values[1] === high) setMoved(null);
    else commit(values);
  };
  const step = (end: End) => (event: KeyboardEvent) => {
    const steps = KEY_STEPS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    commit(put(end, place[end] + (event.shiftKey && Math.abs(steps) === 1 ? steps * LARGE_STEP : steps)));
  };
  const clear = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || (from === 0 && to === STRIP_STEPS)) return;
    event.stopPropagation();
    commit([0, STRIP_STEPS]);
  };
  const handle = (end: End) => (
    <div
      ref={handles[end]}
      role="slider"
      tabIndex={0}
      className={styles.handle}
      style={{ left: `${(place[end] / STRIP_STEPS) * 100}%` }}
      aria-label={`${label} ${end}`}
      aria-valuemin={end === "from" ? 0 : from}
      aria-valuemax={end === "from" ? to : STRIP_STEPS}
      aria-valuenow={place[end]}
      aria-valuetext={say(place[end])}
      onKeyDown={step(end)}
    />
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a strip in every browser */}
      <div className={styles.root} role="group" aria-label={label} onKeyDown={clear}>
        <div
          ref={strip}
          className={styles.track}
          onPointerDown={grab}
          onPointerMove={move}
          onPointerUp={drop}
          onPointerCancel={() => {
            held.current = null;
            setMoved(null);
          }}
        >
          <Bars bins={bins} from={from / STRIP_STEPS} to={to / STRIP_STEPS} />
          {handle("from")}
          {handle("to")}
        </div>
      </div>
      <p className={styles.ends} aria-hidden="true">
        <span>{say(from)}</span>
        <span>{say(to)}</span>
      </p>
    </>
  );
}

/**
 * Bars outside the range are paler. Heights are square roots of counts, so that a burst does not flatten all the rest.
 */
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
