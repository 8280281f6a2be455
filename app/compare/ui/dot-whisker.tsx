/** A change and its 95 % interval, on an axis shared by all rows. */
import type { SeenChange } from "../../../lib/queries/compare.ts";
import drawing from "../../ui/drawing.module.css";
import { useTip } from "../../ui/tip.tsx";
import { type DrawnInterval, describeInterval } from "./interval.ts";
import { isBeyond, placeRatio, type RatioAxis } from "./ratio-axis.ts";
import { RatioLabels } from "./ratio-labels.tsx";
import styles from "./table.module.css";

export const WHISKER_WIDTH = 164;
/** Padding for the dot and half a text at either end. */
const PAD = 20;
const INNER = WHISKER_WIDTH - 2 * PAD;
const HEIGHT = 32;
const MIDDLE = HEIGHT / 2;
const CAP = 3.5;

interface DotWhiskerProps {
  readonly axis: RatioAxis;
  readonly drawn: DrawnInterval;
  /** Whether the keyboard stops at it: of a long table, only in the chosen row. */
  readonly stop?: boolean;
}

export function DotWhisker({ axis, drawn, stop = true }: DotWhiskerProps) {
  const { figure, change } = drawn;
  const tip = useTip(() => describeInterval(drawn));
  const [first, ...rest] = describeInterval(drawn);
  return (
    <svg
      width={WHISKER_WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`${change ? `${figure} ` : ""}${first}; ${rest.join("; ")}`}
      tabIndex={stop ? 0 : undefined}
      {...tip}
    >
      <rect className={styles.target} width={WHISKER_WIDTH} height={HEIGHT} />
      {axis.ticks.map(({ ratio }) => (
        <path
          key={ratio}
          className={ratio === 1 ? styles.zero : drawing.grid}
          d={`M${PAD + placeRatio(axis, ratio, INNER)} 0V${HEIGHT}`}
        />
      ))}
      {change?.ratio !== undefined && change.ratio !== null && (
        <Marks axis={axis} change={change} ratio={change.ratio} />
      )}
    </svg>
  );
}

function Marks({
  axis,
  change,
  ratio,
}: {
  readonly axis: RatioAxis;
  readonly change: SeenChange;
  readonly ratio: number;
}) {
  const place = (value: number) => PAD + placeRatio(axis, value, INNER);
  const [low, high, dot] = [place(change.low), place(change.high), place(ratio)];
  const look = change.seen ? (ratio < 1 ? styles.faster : styles.slower) : "";
  return (
    <g className={`${styles.marks} ${look}`}>
      <path className={styles.whisker} d={`M${low} ${MIDDLE}H${high}`} />
      <path className={styles.whisker} d={end(low, isBeyond(axis, change.low) ? 1 : 0)} />
      <path className={styles.whisker} d={end(high, isBeyond(axis, change.high) ? -1 : 0)} />
      <circle className={styles.dot} cx={dot} cy={MIDDLE} r="3.6" />
    </g>
  );
}

/** A cap, or an arrow where the interval extends beyond the axis. */
function end(x: number, direction: -1 | 0 | 1): string {
  const back = x + direction * 4;
  return `M${back} ${MIDDLE - CAP}L${x} ${MIDDLE}L${back} ${MIDDLE + CAP}`;
}

/** The column's head: what the marks mean, and the axis. */
export function WhiskerHead({ title, axis }: { readonly title: string; readonly axis: RatioAxis }) {
  return (
    <span className={styles.whiskerHead}>
      <span>{title}</span>
      <RatioLabels axis={axis} width={WHISKER_WIDTH} pad={PAD} />
    </span>
  );
}
