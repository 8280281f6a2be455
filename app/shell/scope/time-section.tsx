/** The time range within the run, over a histogram of its spans. */
"use client";

import { aboutOf } from "../../../lib/model/basis.ts";
import { formatCount, formatDurationText, formatStart, needsDates, type TimeZero } from "../../../lib/model/format.ts";
import type { ScopeStrip } from "../../../lib/queries/scope-strip.ts";
import styles from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import { RangeStrip, STRIP_STEPS } from "./range-strip.tsx";
import { useScope } from "./use-scope.ts";

export function TimeSection({ low, zero, length, bins, earlier, later, basis }: Omit<ScopeStrip, "lastBegun">) {
  const about = aboutOf(basis);
  const { scope, replace } = useScope();
  if (!(length > 0)) return <RailSection title="Time in the run" />;
  const place = (seconds: number) =>
    Math.min(STRIP_STEPS, Math.max(0, Math.round(((seconds - low) / length) * STRIP_STEPS)));
  const seconds = (at: number) => low + Number(((at / STRIP_STEPS) * length).toPrecision(6));
  const limited = scope.from !== null || scope.to !== null;
  return (
    <RailSection
      title="Time in the run"
      summary={
        limited ? (
          <button type="button" className="link" onClick={() => replace({ from: null, to: null })}>
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
        say={(at) => shortStart(seconds(at), length, zero)}
        onCommit={(first, last) =>
          replace({ from: first === 0 ? null : seconds(first), to: last === STRIP_STEPS ? null : seconds(last) })
        }
      />
      {earlier.count + later.count > 0 && (
        <p className={styles.hint}>
          Far off:{" "}
          {earlier.count > 0 && (
            <button type="button" className="link" onClick={() => replace({ from: null, to: earlier.to })}>
              {about}
              {formatCount(earlier.count)} earlier
            </button>
          )}
          {earlier.count > 0 && later.count > 0 && ", "}
          {later.count > 0 && (
            <button type="button" className="link" onClick={() => replace({ from: later.from, to: null })}>
              {about}
              {formatCount(later.count)} later
            </button>
          )}
        </p>
      )}
    </RailSection>
  );
}

/** To the precision of the strip's steps: `+13.7 s`. */
function shortStart(at: number, length: number, zero: TimeZero): string {
  if (zero.dated || needsDates(at, at)) return formatStart(at, zero, 0);
  if (at === 0) return "+0 s";
  if (length < 1) return `+${formatDurationText(at)}`;
  if (length >= 600) return formatStart(at, zero, 0);
  return `+${Number(at.toFixed(length < 10 ? 2 : 1))} s`;
}
