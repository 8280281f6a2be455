/** When in the run: its spans over time, and the part of it that is looked at. */
"use client";

import { formatStart } from "../../../lib/format.ts";
import { RailSection } from "../shell/rail-section.tsx";
import styles from "./rail.module.css";
import { RangeStrip, STRIP_STEPS } from "./range-strip.tsx";
import { useScope } from "./use-scope.ts";

interface TimeSectionProps {
  /** Seconds that the strip covers, from the moment that starts count from. */
  readonly length: number;
  /** Spans that start in each of the equal parts of it. */
  readonly bins: readonly number[];
}

export function TimeSection({ length, bins }: TimeSectionProps) {
  const { scope, replace } = useScope();
  if (!(length > 0)) return <RailSection title="Time in the run" />;
  const place = (seconds: number) => Math.min(STRIP_STEPS, Math.max(0, Math.round((seconds / length) * STRIP_STEPS)));
  const seconds = (at: number) => Number(((at / STRIP_STEPS) * length).toPrecision(6));
  const limited = scope.from !== null || scope.to !== null;
  return (
    <RailSection
      title="Time in the run"
      fact={
        limited ? (
          <button type="button" className={styles.reset} onClick={() => replace({ from: null, to: null })}>
            Whole run
          </button>
        ) : (
          "whole run"
        )
      }
    >
      <RangeStrip
        label="Time"
        bins={bins}
        low={scope.from === null ? 0 : place(scope.from)}
        high={scope.to === null ? STRIP_STEPS : place(scope.to)}
        say={(at) => shortStart(seconds(at), length)}
        onCommit={(low, high) =>
          replace({ from: low === 0 ? null : seconds(low), to: high === STRIP_STEPS ? null : seconds(high) })
        }
      />
    </RailSection>
  );
}

/** As exact as a place on the strip is: `+13.7 s`. */
function shortStart(at: number, length: number): string {
  if (length < 1 || length >= 600) return at === 0 ? "+0 s" : formatStart(at).replace(/\.\d{3}$/, "");
  return `+${Number(at.toFixed(length < 10 ? 2 : 1))} s`;
}
