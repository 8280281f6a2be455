/** One name as a row of the table. */

import { formatCount, formatCounted, formatShare, MISSING } from "../../../lib/model/format.ts";
import type { CompareRow } from "../../../lib/queries/compare.ts";
import { About, type Certainty } from "../../ui/about.tsx";
import { Duration } from "../../ui/duration.tsx";
import { useNameColor } from "../../ui/name-colors.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import values from "../../ui/values.module.css";
import type { CompareSortKey } from "../address.ts";
import { DotWhisker } from "./dot-whisker.tsx";
import type { RatioAxis } from "./ratio-axis.ts";
import { Marked, NameCell, Signed } from "./shared-cells.tsx";
import { changeOf, isWorkedOut, rateOf, type ShownRow } from "./sort.ts";
import styles from "./table.module.css";
import { describeAbsence, describeCalls, describeChange, describeVerdictOf } from "./words.ts";

/** Of each side's figures, and of the changes between them. */
export interface SideCertainties {
  readonly baseline: Certainty;
  readonly candidate: Certainty;
  readonly change: Certainty;
}

export const ALL_EXACT: SideCertainties = { baseline: "exact", candidate: "exact", change: "exact" };

/** What all rows share. */
export interface RowScale {
  readonly axes: Readonly<Record<"p50" | "p95", RatioAxis>>;
  /** The largest change of a total, seconds. */
  readonly most: number;
  /** The smallest one that matters beside it. */
  readonly least: number;
  /** How many figures were tested together. */
  readonly tested: number;
}

interface CompareCellsProps {
  readonly row: ShownRow;
  readonly certainty: SideCertainties;
  readonly scale: RowScale;
  readonly figures: readonly ("p50" | "p95")[];
  readonly calls: boolean;
  readonly errors: boolean;
  /** The column the table is sorted by. */
  readonly sorted: CompareSortKey;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function CompareCells(props: CompareCellsProps) {
  const { row, certainty, scale, figures, calls, errors, sorted, chosen, onChoose } = props;
  const numberIn = (column: CompareSortKey) => (column === sorted ? `${table.number} ${table.sorted}` : table.number);
  const compared = isWorkedOut(row) ? row : null;
  const colorIndex = useNameColor(row.name);
  const change = changeOf(row);
  const slight = Math.abs(change) < scale.least || change === 0;
  return (
    <tr
      className={`c${colorIndex} ${slight ? styles.slight : ""}`}
      data-selected={chosen || undefined}
      onClick={onChoose}
    >
      <NameCell name={row.name} {...{ colorIndex, chosen, onChoose }} />
      <td>
        <span className={`${styles.first} narrow`}>
          <About certainty={certainty.change}>
            {(compared && describeAbsence(compared.verdict)) ?? describeChange(row.total.baseline, row.total.candidate)}
          </About>
        </span>
        {compared ? <VerdictMark row={compared} certainty={certainty.change} /> : <Skeleton width="9ch" />}
      </td>
      <td className={numberIn("total")}>
        <span className={styles.total}>
          <TotalBar change={change} most={scale.most} direction={compared?.direction} />
          <About certainty={certainty.change}>
            <Signed
              seconds={change}
              low={compared?.total.low ?? undefined}
              high={compared?.total.high ?? undefined}
              of={row.total}
            />
          </About>
        </span>
      </td>
      {calls && (
        <td
          className={numberIn("calls")}
          title={`${certainty.change === "estimate" ? "≈ " : ""}${formatCount(row.baselineCount)} to ${formatCounted(row.candidateCount, "call")}`}
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
          <ErrorRate row={row} side="baseline" certainty={certainty.baseline} look={table.number} />
          <ErrorRate row={row} side="candidate" certainty={certainty.candidate} look={numberIn("errors")} />
        </>
      )}
      {figures.map((figure) => (
        <Figure key={figure} {...{ figure, row, certainty, scale, chosen }} place={numberIn(figure)} />
      ))}
    </tr>
  );
}

const BAR = { width: 64, height: 10 } as const;

interface TotalBarProps {
  readonly change: number;
  readonly most: number;
  readonly direction: CompareRow["direction"] | undefined;
}

/** Less time to the left, more to the right, on the scale of all rows. Coloured where the verdict agrees. */
function TotalBar({ change, most, direction }: TotalBarProps) {
  const half = BAR.width / 2;
  const length = most > 0 ? (Math.abs(change) / most) * (half - 1) : 0;
  const agrees = direction === (change < 0 ? "faster" : "slower");
  return (
    <svg {...BAR} aria-hidden="true">
      {length > 0 && (
        <rect
          className={`${styles.bar} ${agrees ? styles[direction] : ""}`}
          x={change < 0 ? half - Math.max(1, length) : half}
          width={Math.max(1, length)}
          height={BAR.height}
        />
      )}
      <path className={styles.zero} d={`M${half} 0V${BAR.height}`} />
    </svg>
  );
}

interface ErrorRateProps {
  readonly row: ShownRow;
  readonly side: "baseline" | "candidate";
  readonly certainty: Certainty;
  readonly look: string | undefined;
}

/** The share of a side's calls that failed or never finished. */
function ErrorRate({ row, side, certainty, look }: ErrorRateProps) {
  const [count, errors] = [row[`${side}Count`], row[`${side}Errors`]];
  if (count === 0) return <td className={`${look} ${values.none}`}>{MISSING}</td>;
  return (
    <td
      className={`${look} ${errors > 0 ? styles.errors : values.none}`}
      title={`${certainty === "estimate" ? "≈ " : ""}${formatCount(errors)} of ${formatCounted(count, "call")} failed or unfinished`}
    >
      <About certainty={certainty}>{errors > 0 ? formatShare(rateOf(row, side)) : "0"}</About>
    </td>
  );
}

interface FigureProps extends Pick<CompareCellsProps, "row" | "certainty" | "scale" | "chosen"> {
  readonly figure: "p50" | "p95";
  /** The look of the change's cell. */
  readonly place: string | undefined;
}

function Figure({ figure, row, certainty, scale, chosen, place }: FigureProps) {
  const compared = isWorkedOut(row) ? row : null;
  const change = compared?.[figure] ?? null;
  const look = change?.seen ? (change.candidate < change.baseline ? styles.faster : styles.slower) : values.small;
  return (
    <>
      <td className={`${table.number} ${values.small}`}>
        <AboutDuration seconds={row.baselineFigures?.[figure] ?? null} certainty={certainty.baseline} />
      </td>
      <td className={table.number}>
        <AboutDuration seconds={row.candidateFigures?.[figure] ?? null} certainty={certainty.candidate} />
      </td>
      <td className={`${place} ${look}`}>
        {!compared && <Skeleton width="5ch" />}
        {compared && !change && <span className={values.none}>{describeAbsence(compared.verdict) ?? "–"}</span>}
        {change && <About certainty={certainty.change}>{describeChange(change.baseline, change.candidate)}</About>}
      </td>
      <td className={styles.axis}>
        {compared ? (
          <DotWhisker
            axis={scale.axes[figure]}
            drawn={{
              figure,
              change,
              calls: [compared.baselineCount, compared.candidateCount],
              tested: scale.tested,
              exact: certainty.change !== "estimate",
              verdict: compared.verdict,
            }}
            stop={chosen}
          />
        ) : (
          <Skeleton width="10ch" />
        )}
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

/** A name's verdict. */
export function VerdictMark({ row, certainty }: { readonly row: CompareRow; readonly certainty: Certainty }) {
  const { text, calls } = describeVerdictOf(row, certainty !== "estimate");
  return (
    <Marked as={row.direction}>
      <About certainty={certainty}>{text}</About>
      {calls && <span className="wide">{calls}</span>}
    </Marked>
  );
}
