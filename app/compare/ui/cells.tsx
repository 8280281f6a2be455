/** One name as a row of the table. */

import {
  formatCount,
  formatCounted,
  formatDuration,
  formatRawSeconds,
  formatShare,
  MISSING,
} from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareRow, SeenChange } from "../../../lib/queries/compare.ts";
import { Swatch } from "../../ui/chip.tsx";
import { Duration } from "../../ui/duration.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import values from "../../ui/values.module.css";
import { DotWhisker } from "./dot-whisker.tsx";
import type { RatioAxis } from "./ratio-axis.ts";
import { isWorkedOut, rateOf, type ShownRow } from "./sort.ts";
import styles from "./table.module.css";
import { describeCalls, describeRatio, describeSigned, describeVerdictOf } from "./words.ts";

interface CompareCellsProps {
  readonly row: ShownRow;
  readonly axes: Readonly<Record<"p50" | "p95", RatioAxis>>;
  readonly figures: readonly ("p50" | "p95")[];
  readonly calls: boolean;
  readonly errors: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function CompareCells({ row, axes, figures, calls, errors, chosen, onChoose }: CompareCellsProps) {
  const compared = isWorkedOut(row) ? row : null;
  return (
    <tr className={`c${row.colorIndex}`} data-selected={chosen || undefined} onClick={onChoose}>
      <th scope="row">
        <button
          type="button"
          className={table.name}
          aria-pressed={chosen}
          title={formatText(row.name)}
          onClick={onChoose}
        >
          <Swatch colorIndex={row.colorIndex} />
          <span>{formatText(row.name)}</span>
        </button>
      </th>
      <td>{compared ? <VerdictMark row={compared} /> : <Skeleton width="9ch" />}</td>
      {calls && (
        <td
          className={table.number}
          title={`${formatCount(row.baselineCount)} to ${formatCount(row.candidateCount)} calls`}
        >
          {row.baselineCount === row.candidateCount ? (
            <span className={values.small}>{formatCount(row.baselineCount)}</span>
          ) : (
            describeCalls(row)
          )}
        </td>
      )}
      {errors && (
        <>
          <ErrorRate row={row} side="baseline" />
          <ErrorRate row={row} side="candidate" />
        </>
      )}
      {figures.map((figure) => (
        <Figure
          key={figure}
          figure={figure}
          baseline={row.baselineFigures?.[figure] ?? null}
          candidate={row.candidateFigures?.[figure] ?? null}
          change={compared ? compared[figure] : undefined}
          axis={axes[figure]}
        />
      ))}
      <td className={table.number}>
        <Signed
          seconds={row.total.candidate - row.total.baseline}
          low={compared?.total.low}
          high={compared?.total.high}
        />
      </td>
    </tr>
  );
}

/** The share of a side's calls that failed or never finished. */
function ErrorRate({ row, side }: { readonly row: ShownRow; readonly side: "baseline" | "candidate" }) {
  const [count, errors] = [row[`${side}Count`], row[`${side}Errors`]];
  if (count === 0) return <td className={`${table.number} ${values.none}`}>{MISSING}</td>;
  return (
    <td
      className={`${table.number} ${errors > 0 ? styles.errors : values.none}`}
      title={`${formatCount(errors)} of ${formatCounted(count, "call")} failed or unfinished`}
    >
      {errors > 0 ? formatShare(rateOf(row, side)) : "0"}
    </td>
  );
}

interface FigureProps {
  readonly figure: "p50" | "p95";
  /** Seconds; null for a side without calls. */
  readonly baseline: number | null;
  readonly candidate: number | null;
  /** Null with too few calls to say anything; undefined while being computed. */
  readonly change: SeenChange | null | undefined;
  readonly axis: RatioAxis;
}

function Figure({ figure, baseline, candidate, change, axis }: FigureProps) {
  const waits = change === undefined;
  const look = change?.seen ? (change.candidate < change.baseline ? styles.faster : styles.slower) : values.small;
  return (
    <>
      <td className={`${table.number} ${values.small}`}>
        <Duration seconds={baseline} />
      </td>
      <td className={table.number}>
        <Duration seconds={candidate} />
      </td>
      <td className={`${table.number} ${look}`}>
        {change ? describeRatio(change.ratio) : waits && <Skeleton width="5ch" />}
      </td>
      <td className={styles.axis}>
        {waits ? <Skeleton width="10ch" /> : <DotWhisker figure={figure} axis={axis} change={change} />}
      </td>
    </>
  );
}

interface SignedProps {
  readonly seconds: number;
  /** The 95 % interval, where it is known. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** A difference with its sign; ink follows magnitude. */
export function Signed({ seconds, low, high }: SignedProps) {
  const { figure, unit } = formatDuration(seconds);
  const long = unit === "s" && seconds !== 0;
  const known = low !== undefined && high !== undefined;
  const interval = known ? `; 95 % interval ${describeSigned(low)} to ${describeSigned(high)}` : "";
  return (
    <span className={`${values.duration} ${long ? values.long : ""}`} title={`${formatRawSeconds(seconds)}${interval}`}>
      {`${seconds > 0 ? "+" : ""}${figure}`}
      <span className={values.unit}> {unit}</span>
    </span>
  );
}

const SIGNS: Readonly<Record<CompareRow["direction"], string>> = {
  faster: "▼",
  slower: "▲",
  mixed: "◆",
  none: "–",
  unknown: "–",
};

/** A name's verdict: never by colour alone, always with a sign and a word. */
export function VerdictMark({ row }: { readonly row: CompareRow }) {
  return (
    <span className={`${styles.verdict} ${styles[row.direction] ?? ""}`}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[row.direction]}
      </span>
      {describeVerdictOf(row)}
    </span>
  );
}
