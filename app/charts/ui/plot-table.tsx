/** A chart as a table. */
"use client";

import { formatCount } from "../../../lib/model/format.ts";
import { formatText, showText } from "../../../lib/model/shown-text.ts";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { CutText } from "../../ui/cut-text.tsx";
import panes from "../../ui/panes.module.css";
import { SizedTable } from "../../ui/table/sized-table.tsx";
import { Head } from "../../ui/table/sort-head.tsx";
import table from "../../ui/table/table.module.css";
import type { ChartTable } from "../model.ts";
import styles from "./plot.module.css";

/** Under which the widths of columns are kept, of whatever chart. */
const ID = "chart";
/** Fewer columns are all of what the chart is about. */
const MANY = 4;

/** Two columns may share a name. */
function columnsOf({ heads }: ChartTable) {
  return heads.map((label, place) => ({
    id: heads.indexOf(label) === place ? label : `${label} ${place}`,
    label,
    place,
  }));
}

interface ChartColumnsProps {
  readonly content: ChartTable;
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function ChartColumns({ content, hidden, onChange }: ChartColumnsProps) {
  const columns = columnsOf(content);
  if (columns.length < MANY) return null;
  return (
    <span className={panes.icons}>
      <ColumnsMenu name="Columns of the chart" table={ID} columns={columns} hidden={hidden} onChange={onChange} whole />
    </span>
  );
}

interface PlotTableProps {
  readonly content: ChartTable;
  readonly hidden: readonly string[];
  /** What the chart shows. */
  readonly label: string;
}

export function PlotTable({ content, hidden, label }: PlotTableProps) {
  const { rows, more } = content;
  const all = columnsOf(content);
  const shown = all.length < MANY ? all : all.filter(({ id }) => !hidden.includes(id));
  return (
    <SizedTable
      id={ID}
      label={label}
      columns={shown.map(({ id, place }) => ({ id, text: place === 0 }))}
      scrollClassName={styles.asTable}
      after={more > 0 && <p className="notice">{formatCount(more)} more</p>}
    >
      <thead>
        <tr>
          {shown.map(({ id, label: head, place }) => (
            <Head key={id} column={id} label={formatText(head)} number={place > 0}>
              {showText(head)}
            </Head>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows may be equal, and none moves
          <tr key={r}>
            {shown.map(({ id, place }) => (
              <td key={id} className={place > 0 ? table.number : undefined} title={showText(row[place] ?? "")}>
                <CutText text={showText(row[place] ?? "")} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </SizedTable>
  );
}
