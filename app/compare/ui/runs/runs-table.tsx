/** Two sets of runs name by name; the chosen row is shown in detail below. */
"use client";

import { describeVerdictOf } from "../../../../lib/analysis/compare/run-words.ts";
import { formatCount, MISSING } from "../../../../lib/model/format.ts";
import type { NameComparison } from "../../../../lib/queries/compare-runs.ts";
import { About, type Certainty } from "../../../ui/about.tsx";
import { Duration } from "../../../ui/duration.tsx";
import { useNameColor } from "../../../ui/name-colors.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { SizedTable, type TableColumn } from "../../../ui/table/sized-table.tsx";
import { Head, SortHead } from "../../../ui/table/sort-head.tsx";
import table from "../../../ui/table/table.module.css";
import values from "../../../ui/values.module.css";
import type { CompareSortKey } from "../../address.ts";
import { makeRunAxis, type RatioAxis } from "../ratio-axis.ts";
import { Marked, NameCell, Signed } from "../shared-cells.tsx";
import type { CompareSort } from "../sort.ts";
import cells from "../table.module.css";
import { useNameRows } from "../use-name-rows.ts";
import styles from "./runs.module.css";
import { changeOfRow, hasErrorRows, type RunsRow } from "./runs-rows.ts";
import { STRIP_WIDTH, Strip, StripHead } from "./strip.tsx";
import { formatRate } from "./strip-words.ts";

export interface RunsTableProps {
  /** In their order. */
  readonly rows: readonly RunsRow[];
  /** Of the figures before the verdicts are known. */
  readonly certainty: Certainty;
  /** Whether the verdicts are on their way, if they are not there. */
  readonly isComing: boolean;
  /** The ids of B's runs. */
  readonly runs: readonly string[];
  readonly several: boolean;
  readonly sort: CompareSort;
  readonly onSort: (key: CompareSortKey) => void;
  /** The name shown in detail. */
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly hidden: readonly string[];
  /** What the names shown have in them. */
  readonly find: string;
}

export function RunsTable({ rows, certainty, isComing, runs, several, sort, find, ...props }: RunsTableProps) {
  const { onSort, chosen, onChoose, hidden } = props;
  const names = useNameRows(rows, { chosen, onChoose, find });
  const compared = rows.flatMap((row) => row.compared ?? []);
  const axis = makeRunAxis(
    compared
      .flatMap(({ change, interval, floor, runs: dots }) => [change, ...(interval ?? []), floor, ...dots])
      .map((one) => 1 + (one ?? 0)),
  );
  const columns = COLUMNS.filter(({ id }) => !hidden.includes(id) && (!id.startsWith("errors") || hasErrorRows(rows)));
  const each = several ? ", per run" : "";
  const titles: Readonly<Record<string, string>> = {
    a: `A${each}`,
    b: `B${each}`,
    "errors-a": "Errors A",
    errors: "Errors B",
  };
  const head = ({ id, sort: key, label }: Column) => {
    const text = titles[id] ?? label;
    if (id === "strip")
      return (
        <Head key={id} column={id} label="Change, with its 95 % interval and the runs" className={styles.strip}>
          <StripHead axis={axis} single={!several} />
        </Head>
      );
    if (!key)
      return (
        <Head key={id} column={id} label={text} number={id !== "verdict"}>
          {text}
        </Head>
      );
    return (
      <SortHead
        key={id}
        column={id}
        label={text}
        sorted={sort.key === key && (sort.desc ? "desc" : "asc")}
        number={id !== "name" && id !== "verdict"}
        title={id === "total" ? "Of all calls, their children included; parallel calls count each" : undefined}
        onSort={() => onSort(key)}
      >
        {text}
      </SortHead>
    );
  };
  return (
    <>
      <SizedTable
        id="compare-runs"
        label="Names"
        columns={columns}
        className={`${table.charts} ${cells.table} ${names.className}`}
        scrollClassName={cells.scroll}
        after={rows.length === 0 && <p className="notice">No name has {find} in it.</p>}
      >
        <thead>
          <tr>{columns.map(head)}</tr>
        </thead>
        <tbody>
          {names.shown.map((row) => (
            <RunsCells
              key={row.name}
              {...{ row, certainty, isComing, axis, runs, columns }}
              sorted={sort.key}
              chosen={row.name === chosen}
              onChoose={() => onChoose(row.name)}
            />
          ))}
        </tbody>
      </SizedTable>
      {names.more}
    </>
  );
}

interface Column extends TableColumn {
  readonly label: string;
  readonly sort?: CompareSortKey;
}

/** In their order. */
const COLUMNS: readonly Column[] = [
  { id: "name", label: "Name", text: true, width: 170, sort: "name" },
  { id: "verdict", label: "Verdict", text: true, width: 240, sort: "change" },
  { id: "total", label: "B − A", width: 92, sort: "total" },
  { id: "pairs", label: "Pairs", width: 130, sort: "calls" },
  { id: "a", label: "A", width: 92 },
  { id: "b", label: "B", width: 92 },
  { id: "errors-a", label: "Errors A", width: 84 },
  { id: "errors", label: "Errors B", width: 84, sort: "errors" },
  { id: "strip", label: "Change", width: STRIP_WIDTH },
];

/** Those that can be hidden. */
export const HIDEABLE = COLUMNS.filter(({ id }) => ["pairs", "a", "b", "errors", "strip"].includes(id)).map(
  ({ id, label }) => ({ id, label: id === "strip" ? "Runs and interval" : id === "errors" ? "Errors" : label }),
);

interface RunsCellsProps extends Pick<RunsTableProps, "certainty" | "isComing" | "runs"> {
  readonly row: RunsRow;
  readonly axis: RatioAxis;
  readonly columns: readonly Column[];
  readonly sorted: CompareSortKey;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function RunsCells(props: RunsCellsProps) {
  const { row, certainty, isComing, axis, runs, columns, sorted, chosen, onChoose } = props;
  const { name, baseline, candidate, errors, compared } = row;
  const colorIndex = useNameColor(name);
  const about = compared ? "exact" : certainty;
  const time = (seconds: number, look = "") => (
    <span className={look}>
      <About certainty={about}>
        <Duration seconds={seconds} />
      </About>
    </span>
  );
  const missing = (width: string) =>
    isComing ? <Skeleton width={width} /> : <span className={values.none}>{MISSING}</span>;
  const cellOf: Readonly<Record<string, () => React.ReactNode>> = {
    verdict: () => (compared ? <VerdictOf row={compared} /> : missing("14ch")),
    total: () => (
      <About certainty={about}>
        <Signed seconds={changeOfRow(row)} />
      </About>
    ),
    pairs: () => (compared ? <Pairs row={compared} /> : missing("6ch")),
    a: () => time(baseline, values.small),
    b: () => time(candidate),
    "errors-a": () => formatRate(errors.baseline),
    errors: () => formatRate(errors.candidate),
    strip: () => (compared ? <Strip row={compared} {...{ axis, runs }} stop={chosen} /> : missing("20ch")),
  };
  return (
    <tr className={`c${colorIndex}`} data-selected={chosen || undefined} onClick={onChoose}>
      <NameCell {...{ name, colorIndex, chosen, onChoose }} />
      {columns.slice(1).map(({ id, sort }) => (
        <td key={id} className={lookOf(id, sort === sorted)}>
          {cellOf[id]?.()}
        </td>
      ))}
    </tr>
  );
}

function lookOf(id: string, isSorted: boolean): string | undefined {
  if (id === "verdict") return undefined;
  if (id === "strip") return `${cells.axis} ${styles.strip}`;
  return isSorted ? `${table.number} ${table.sorted}` : table.number;
}

function Pairs({ row: { pairs, of, pairing, baseline, candidate } }: { readonly row: NameComparison }) {
  if (pairing.kind === "none" || pairing.kind === "strata")
    return (
      <span
        className={values.none}
        title={`${formatRate(baseline.count)} calls per run of A, ${formatRate(candidate.count)} of B`}
      >
        not paired
      </span>
    );
  return (
    <span title={`${formatRate(baseline.count)} calls per run of A, ${formatRate(candidate.count)} of B`}>
      {formatCount(pairs)} <span className={values.small}>of {formatCount(of)}</span>
    </span>
  );
}

function VerdictOf({ row }: { readonly row: NameComparison }) {
  const text = describeVerdictOf(row, row);
  const at = text.indexOf(",");
  const [word, figure] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 2)];
  const decided = row.verdict === "faster" || row.verdict === "slower";
  const title =
    row.runsNeeded === null ? undefined : `About ${formatCount(row.runsNeeded)} runs of each, in turn, would tell.`;
  return (
    <Marked as={row.verdict} look={decided ? undefined : styles.doubt} title={title}>
      <span className={styles.lines}>
        {word}
        {figure !== "" && (
          <>
            <span className="wide">, </span>
            <span className={styles.figure}>{figure}</span>
          </>
        )}
      </span>
    </Marked>
  );
}
