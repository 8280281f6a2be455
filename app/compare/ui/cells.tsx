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
import { About, type Certainty } from "../../ui/about.tsx";
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

/** Of each side's figures, and of the changes between them. */
export interface SideCertainties {
  readonly baseline: Certainty;
  readonly candidate: Certainty;
  readonly change: Certainty;
}

export const ALL_EXACT: SideCertainties = { baseline: "exact", candidate: "exact", change: "exact" };

interface CompareCellsProps {
  readonly row: ShownRow;
  readonly certainty: SideCertainties;
  readonly axes: Readonly<Record<"p50" | "p95", RatioAxis>>;
  readonly figures: readonly ("p50" | "p95")[];
  readonly calls: boolean;
  readonly errors: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function CompareCells({ row, certainty, axes, figures, calls, errors, chosen, onChoose }: CompareCellsProps) {
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
      <td>{compared ? <VerdictMark row={compared} certainty={certainty.change} /> : <Skeleton width="9ch" />}</td>
      {calls && (
        <td
          className={table.number}
          title={`${certainty.change === "estimate" ? "≈ " : ""}${formatCount(row.baselineCount)} to ${formatCount(row.candidateCount)} calls`}
        >
          <About certainty={certainty.change}>
            {row.baselineCount === row.candidateCount ? (
              <span className={values.small}>{formatCount(row.baselineCount)}</span>
            ) : (
              describeCalls(row)
            )}
          </About>
        </td>
      )}
      {errors && (
        <>
          <ErrorRate row={row} side="baseline" certainty={certainty.baseline} />
          <ErrorRate row={row} side="candidate" certainty={certainty.candidate} />
        </>
      )}
      {figures.map((figure) => (
        <Figure
          key={figure}
          figure={figure}
          certainty={certainty}
          baseline={row.baselineFigures?.[figure] ?? null}
          candidate={row.candidateFigures?.[figure] ?? null}
          change={compared ? compared[figure] : undefined}
          axis={axes[figure]}
        />
      ))}
      <td className={table.number}>
        <About certainty={certainty.change}>
          <Signed
            seconds={row.total.candidate - row.total.baseline}
            low={compared?.total.low ?? undefined}
            high={compared?.total.high ?? undefined}
          />
        </About>
      </td>
    </tr>
  );
}

interface ErrorRateProps {
  readonly row: ShownRow;
  readonly side: "baseline" | "candidate";
  readonly certainty: Certainty;
}

/** The share of a side's calls that failed or never finished. */
function ErrorRate({ row, side, certainty }: ErrorRateProps) {
  const [count, errors] = [row[`${side}Count`], row[`${side}Errors`]];
  if (count === 0) return <td className={`${table.number} ${values.none}`}>{MISSING}</td>;
  return (
    <td
      className={`${table.number} ${errors > 0 ? styles.errors : values.none}`}
      title={`${certainty === "estimate" ? "≈ " : ""}${formatCount(errors)} of ${formatCounted(count, "call")} failed or unfinished`}
    >
      <About certainty={certainty}>{errors > 0 ? formatShare(rateOf(row, side)) : "0"}</About>
    </td>
  );
}

interface FigureProps {
  readonly figure: "p50" | "p95";
  readonly certainty: SideCertainties;
  /** Seconds; null for a side without calls. */
  readonly baseline: number | null;
  readonly candidate: number | null;
  /** Null with too few calls to say anything; undefined while being computed. */
  readonly change: SeenChange | null | undefined;
  readonly axis: RatioAxis;
}

function Figure({ figure, certainty, baseline, candidate, change, axis }: FigureProps) {
  const waits = change === undefined;
  const look = change?.seen ? (change.candidate < change.baseline ? styles.faster : styles.slower) : values.small;
  return (
    <>
      <td className={`${table.number} ${values.small}`}>
        <AboutDuration seconds={baseline} certainty={certainty.baseline} />
      </td>
      <td className={table.number}>
        <AboutDuration seconds={candidate} certainty={certainty.candidate} />
      </td>
      <td className={`${table.number} ${look}`}>
        {change ? (
          <About certainty={certainty.change}>{describeRatio(change.ratio)}</About>
        ) : (
          waits && <Skeleton width="5ch" />
        )}
      </td>
      <td className={styles.axis}>
        {waits ? <Skeleton width="10ch" /> : <DotWhisker figure={figure} axis={axis} change={change} />}
      </td>
    </>
  );
}

/** Null for a side without calls. */
export function AboutDuration({
  seconds,
  certainty,
}: {
  readonly seconds: number | null;
  readonly certainty: Certainty;
}) {
  return (
    <About certainty={seconds === null ? "exact" : certainty}>
      <Duration seconds={seconds} />
    </About>
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
export function VerdictMark({ row, certainty }: { readonly row: CompareRow; readonly certainty: Certainty }) {
  return (
    <span className={`${styles.verdict} ${styles[row.direction] ?? ""}`}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[row.direction]}
      </span>
      <About certainty={certainty}>{describeVerdictOf(row, certainty !== "estimate")}</About>
    </span>
  );
}
