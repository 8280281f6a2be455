/** Both sides name by name; the chosen row is shown in detail below. */
"use client";

import { SizedTable, type TableColumn } from "../../ui/table/sized-table.tsx";
import { Head, SortHead } from "../../ui/table/sort-head.tsx";
import table from "../../ui/table/table.module.css";
import type { CompareSortKey } from "../address.ts";
import { ALL_EXACT, CompareCells, type RowScale, type SideCertainties } from "./cells.tsx";
import { WhiskerHead } from "./dot-whisker.tsx";
import { makeRatioAxis, NO_AXIS } from "./ratio-axis.ts";
import {
  type CompareSort,
  changeOf,
  findLeastChange,
  hasErrors,
  isWorkedOut,
  keepOrder,
  matching,
  type ShownRow,
  sortRows,
} from "./sort.ts";
import styles from "./table.module.css";
import { useNameRows } from "./use-name-rows.ts";

/** Of the axis with the intervals, pixels. */
const AXIS_WIDTH = 184;

export interface CompareTableProps {
  readonly rows: readonly ShownRow[];
  readonly certainty?: SideCertainties;
  readonly sort: CompareSort;
  /** Names in the order in which they were first shown; those of other rows follow. */
  readonly order: readonly string[];
  readonly onSort: (key: CompareSortKey) => void;
  /** The name shown in detail. */
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly hidden: readonly string[];
  /** What the names shown have in them. */
  readonly find?: string;
  /** Traced time of the longer side, seconds. */
  readonly covered?: number;
}

const TOTAL = "Sum over all calls, their children included; parallel calls count each";

export function CompareTable({ rows, certainty = ALL_EXACT, sort, order, ...props }: CompareTableProps) {
  const { onSort, chosen, onChoose, hidden, find = "", covered = 0 } = props;
  const compared = rows.filter(isWorkedOut);
  const axisOf = (figure: "p50" | "p95") =>
    compared.length > 0 ? makeRatioAxis(compared.map((row) => row[figure])) : NO_AXIS;
  const scale: RowScale = {
    axes: { p50: axisOf("p50"), p95: axisOf("p95") },
    most: Math.max(0, ...rows.map((row) => Math.abs(changeOf(row)))),
    least: findLeastChange(rows, covered),
    tested: compared.flatMap(({ p50, p95 }) => [p50, p95]).filter((change) => change !== null).length,
  };
  const sorted = keepOrder(sortRows(matching(rows, find), sort), order);
  const names = useNameRows(sorted, { chosen, onChoose, find });
  const head = (key: CompareSortKey, text: string, title?: string, label = text) => (
    <SortHead
      key={key}
      column={key}
      label={label}
      sorted={sort.key === key && (sort.desc ? "desc" : "asc")}
      number={key !== "name"}
      title={title}
      onSort={() => onSort(key)}
    >
      {text}
    </SortHead>
  );
  const plain = (column: string, label: string) => (
    <Head key={column} column={column} label={label} number>
      {label}
    </Head>
  );
  const figures = (["p50", "p95"] as const).filter((figure) => !hidden.includes(figure));
  const calls = !hidden.includes("calls");
  const errors = !hidden.includes("errors") && hasErrors(rows);
  return (
    <>
      <SizedTable
        id="compare"
        label="Names"
        columns={listColumns({ figures, calls, errors })}
        className={`${table.charts} ${styles.table} ${names.className}`}
        scrollClassName={styles.scroll}
        after={sorted.length === 0 && <p className="notice">No name has {find} in it.</p>}
      >
        <thead>
          <tr>
            {head("name", "Name")}
            <Head column="verdict" label="Verdict">
              <span className="wide">Verdict</span>
              <span className="narrow">Change</span>
            </Head>
            {head("total", "Total B − A", TOTAL)}
            {calls && head("calls", "Calls")}
            {errors && [plain("errors-a", "Errors A"), head("errors", "Errors B")]}
            {figures.map((figure) => [
              plain(`${figure}-a`, `${figure} A`),
              plain(`${figure}-b`, `${figure} B`),
              head(figure, "change", undefined, `${figure} change`),
              <Head
                key={`${figure}-axis`}
                column={`${figure}-axis`}
                label={`${figure}, 95 % interval`}
                className={styles.axis}
              >
                <WhiskerHead title={`${figure}, 95 % interval`} axis={scale.axes[figure]} />
              </Head>,
            ])}
          </tr>
        </thead>
        <tbody>
          {names.shown.map((row) => (
            <CompareCells
              key={row.name}
              {...{ row, certainty, scale, figures, calls, errors }}
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

interface ShownColumns {
  readonly figures: readonly ("p50" | "p95")[];
  readonly calls: boolean;
  readonly errors: boolean;
}

/** In their order. */
function listColumns({ figures, calls, errors }: ShownColumns): TableColumn[] {
  const figure = (id: string) => ({ id, width: 84 });
  return [
    { id: "name", text: true, width: 240 },
    { id: "verdict", text: true, width: 180 },
    { id: "total", width: 150 },
    ...(calls ? [figure("calls")] : []),
    ...(errors ? [figure("errors-a"), figure("errors")] : []),
    ...figures.flatMap((one) => [
      figure(`${one}-a`),
      figure(`${one}-b`),
      figure(one),
      { id: `${one}-axis`, width: AXIS_WIDTH },
    ]),
  ];
}
