/** How the runs of one name lie: the noise floor as a band, the mean with its interval, and a dot for each run of B. */
import type { NameComparison } from "../../../../lib/queries/compare-runs.ts";
import drawing from "../../../ui/drawing.module.css";
import { useTip } from "../../../ui/tip.tsx";
import { isBeyond, placeRatio, type RatioAxis } from "../ratio-axis.ts";
import { RatioLabels } from "../ratio-labels.tsx";
import { useHoveredRun } from "./hovered-run.ts";
import styles from "./runs.module.css";
import { describeStrip } from "./strip-words.ts";

export const STRIP_WIDTH = 418;
/** Of a row without its line, so that rows keep their height when it comes. */
const HEIGHT = 31;
const UPPER = 11;
const LOWER = 23;
const PAD = 10;
const INNER = STRIP_WIDTH - 2 * PAD;
const CAP = 4;

interface StripProps {
  readonly axis: RatioAxis;
  readonly row: NameComparison;
  /** The ids of B's runs. */
  readonly runs: readonly string[];
  /** Whether the keyboard stops at it: of a long table, only in the chosen row. */
  readonly stop: boolean;
}

export function Strip({ axis, row, runs, stop }: StripProps) {
  const hovered = useHoveredRun();
  const lines = describeStrip(row);
  const tip = useTip(() => lines);
  const { change, interval, floor, verdict } = row;
  const place = (value: number) => PAD + placeRatio(axis, 1 + value, INNER);
  const look = verdict === "faster" ? styles.faster : verdict === "slower" ? styles.slower : styles.plain;
  return (
    <svg
      width={STRIP_WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={lines.join("; ")}
      tabIndex={stop ? 0 : undefined}
      {...tip}
    >
      {floor !== null && (
        <Band low={PAD + placeRatio(axis, 1 / (1 + floor), INNER)} high={place(floor)} height={HEIGHT} />
      )}
      {axis.ticks.map(({ ratio }) => (
        <path key={ratio} className={ratio === 1 ? styles.zero : drawing.grid} d={`M${place(ratio - 1)} 0V${HEIGHT}`} />
      ))}
      <g className={`${styles.marks} ${look}`}>
        {row.runs.map((one, index) =>
          one === null ? null : (
            <g key={runs[index] ?? index}>
              <circle className={styles.run} cx={place(one)} cy={LOWER} r="2.8" />
              {runs[index] === hovered && (
                <circle data-ring className={styles.ring} cx={place(one)} cy={LOWER} r="5.5" />
              )}
            </g>
          ),
        )}
        {interval && (
          <path
            className={styles.whisker}
            d={`M${place(interval[0])} ${UPPER}H${place(interval[1])}${end(axis, interval[0], place)}${end(axis, interval[1], place)}`}
          />
        )}
        {change !== null && <circle className={styles.mean} cx={place(change)} cy={UPPER} r="3.6" />}
      </g>
    </svg>
  );
}

/** A cap, or an arrow where the interval goes on beyond the axis. */
function end(axis: RatioAxis, value: number, place: (value: number) => number): string {
  const x = place(value);
  const back = isBeyond(axis, 1 + value) ? x - Math.sign(value) * CAP : x;
  return `M${back} ${UPPER - CAP}L${x} ${UPPER}L${back} ${UPPER + CAP}`;
}

function Band({ low, high, height }: { readonly low: number; readonly high: number; readonly height: number }) {
  return (
    <g>
      <rect className={styles.band} x={low} width={high - low} height={height} />
      <path className={styles.edge} d={`M${low} 0V${height}M${high} 0V${height}`} />
    </g>
  );
}

/** What the marks mean, and the axis. */
export function StripHead({ axis, single }: { readonly axis: RatioAxis; readonly single: boolean }) {
  return (
    <span className={styles.stripHead}>
      <span className={styles.key}>
        Change
        <svg width="18" height="8" className={styles.plain} aria-hidden="true">
          <path className={styles.whisker} d="M1 4H17" />
          <circle className={styles.mean} cx="9" cy="4" r="3" />
        </svg>
        mean, 95 %
        {!single && (
          <>
            <svg width="7" height="8" className={styles.plain} aria-hidden="true">
              <circle className={styles.run} cx="3.5" cy="4" r="2.8" />
            </svg>
            one run of B
          </>
        )}
      </span>
      <RatioLabels axis={axis} width={STRIP_WIDTH} pad={PAD} />
    </span>
  );
}

/** In the line that says how far runs of the same code differ. */
export function FloorSwatch() {
  return (
    <svg width="24" height="12" aria-hidden="true">
      <Band low={0.5} high={23.5} height={12} />
      <path className={styles.zero} d="M12 0V12" />
    </svg>
  );
}
