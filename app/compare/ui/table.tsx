/** Both sides name by name; the chosen row is shown in detail below. */
"use client";

import { useKey } from "../../ui/keys/keys.ts";
import { SortHead } from "../../ui/table/sort-head.tsx";
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
} from "./sort.ts";
import styles from "./table.module.css";

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
  const shown = matching(rows, find);
  const sorted = keepOrder(shown, sort, order);
  const step = (by: 1 | -1) => {
    const place = sorted.findIndex(({ name }) => name === chosen);
    const next = sorted[Math.min(sorted.length - 1, Math.max(0, place + by))];
    if (next) onChoose(next.name);
  };
  useKey("j", "Next name", () => step(1));
  useKey("k", "Previous name", () => step(-1));
  const head = (key: CompareSortKey, text: string, title?: string) => (
    <SortHead
      key={key}
      sorted={sort.key === key && (sort.desc ? "desc" : "asc")}
      number={key !== "name"}
      title={title}
      onSort={() => onSort(key)}
    >
      {text}
    </SortHead>
  );
  const figures = (["p50", "p95"] as const).filter((figure) => !hidden.includes(figure));
  const calls = !hidden.includes("calls");
  const errors = !hidden.includes("errors") && hasErrors(rows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={`${table.scroll} ${styles.scroll}`} aria-label="Names, scrolls" tabIndex={0}>
      <table className={`${table.table} ${table.charts} ${styles.table}`} aria-label="Names">
        <thead>
          <tr>
            {head("name", "Name")}
            <th scope="col">
              <span className="wide">Verdict</span>
              <span className="narrow">Change</span>
            </th>
            {head("total", "Total B − A", TOTAL)}
            {calls && head("calls", "Calls")}
            {errors && (
              <>
                <th scope="col" className={table.number}>
                  Errors A
                </th>
                {head("errors", "Errors B")}
              </>
            )}
            {figures.map((figure) => [
              <th key={`${figure}-a`} scope="col" className={table.number}>
                {figure} A
              </th>,
              <th key={`${figure}-b`} scope="col" className={table.number}>
                {figure} B
              </th>,
              head(figure, "change"),
              <th key={`${figure}-axis`} scope="col" className={styles.axis}>
                <WhiskerHead title={`${figure}, 95 % interval`} axis={scale.axes[figure]} />
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <CompareCells
              key={row.name}
              {...{ row, certainty, scale, figures, calls, errors }}
              chosen={row.name === chosen}
              onChoose={() => onChoose(row.name)}
            />
          ))}
        </tbody>
      </table>
      {sorted.length === 0 && <p className="notice">No name has {find} in it.</p>}
    </section>
  );
}
