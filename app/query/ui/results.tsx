/** A query's result, as a table and a plot. */
"use client";

import { useMemo, useState } from "react";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import type { Axes } from "../../charts/axis-choice.ts";
import { assignValueColors } from "../../charts/draw/colors.ts";
import type { Region } from "../../charts/draw/region.ts";
import { Plot } from "../../charts/ui/plot.tsx";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import type { ResultColumn, Row } from "../../ui/table/result-columns.ts";
import { ResultsTable } from "../../ui/table/results-table.tsx";
import table from "../../ui/table/table.module.css";
import type { QueryUrl } from "../address.ts";
import type { Ran } from "../data.ts";
import { describeClock } from "./sentences.ts";
import { SplitPanes } from "./split-panes.tsx";
import type { QueryChange } from "./use-address.ts";
import styles from "./workspace.module.css";

interface QueryResultsProps {
  readonly ran: Ran;
  readonly columns: readonly ResultColumn[];
  readonly axes: Axes;
  readonly origin: number;
  /** Span names in order of first id in the file. */
  readonly order: readonly string[];
  readonly url: QueryUrl;
  /** A later query failed; this is an old result. */
  readonly old: boolean;
  /** Another query is running. */
  readonly busy: boolean;
  readonly onChange: (change: QueryChange) => void;
}

const MAX_HREF = 16_000;
const NO_LABELS: readonly string[] = [];
/** Columns with more distinct values are not coloured. */
const MAX_COLORED = 200;

/** Colours for the table: of span names, and of the values that colour the plot. */
function findColors({ columns, axes, order, ran }: QueryResultsProps) {
  const colors = new Map<string, ReadonlyMap<string, ColorIndex>>();
  for (const column of columns) {
    if (column.numeric || (column.label !== "name" && column !== axes.color)) continue;
    const texts = distinctTexts(column, ran.result.rows);
    if (texts.length <= MAX_COLORED) colors.set(column.id, assignValueColors(column, texts, order));
  }
  return colors;
}

function distinctTexts(column: ResultColumn, rows: readonly Row[]): string[] {
  const texts = new Set<string>();
  for (const row of rows) {
    const cell = row[column.index];
    if (cell !== null && cell !== undefined) texts.add(String(cell));
  }
  return [...texts];
}

interface Marked {
  readonly region: Region;
  readonly rows: ReadonlySet<number>;
}

/** The plot's selection, valid as long as it shows the same columns of the same result. */
function useMarked(result: Ran, axes: Axes) {
  const [state, setState] = useState<{ key: unknown; marked: Marked | null }>({ key: null, marked: null });
  const key = useMemo(
    () => ({ result, shown: [axes.plot, axes.x, axes.y, axes.logX, axes.logY, axes.dims] }),
    [result, axes.plot, axes.x, axes.y, axes.logX, axes.logY, axes.dims],
  );
  const mark = (marked: Marked | null) => setState({ key, marked });
  return [state.key === key ? state.marked : null, mark] as const;
}

export function QueryResults(props: QueryResultsProps) {
  const { ran, columns, axes, origin, order, url, old, busy, onChange } = props;
  const { rows } = ran.result;
  const hidden = url.hide ?? NO_LABELS;
  const [marked, mark] = useMarked(ran, axes);
  const [hovered, setHovered] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: these four are the only props it reads
  const colors = useMemo(() => findColors(props), [columns, axes.color, order, ran]);
  return (
    <SplitPanes
      left={
        <section className={old ? `${styles.results} ${styles.old}` : styles.results} aria-labelledby="results">
          <PaneTitle
            title="Results"
            id="results"
            summary={
              old ? (
                <Old at={ran.at} />
              ) : marked ? (
                `${formatCount(marked.rows.size)} selected of ${formatCounted(rows.length, "row")}`
              ) : (
                rows.length > 0 && `${formatCounted(rows.length, "row")}, click a header to sort`
              )
            }
            actions={
              <>
                <ColumnsMenu
                  columns={columns.map(({ label, kind }) => ({ id: label, label, kind }))}
                  hidden={hidden}
                  onChange={(hide) => onChange({ hide: some(hide) })}
                  whole
                />
                <ExportMenu pane="Results" csv={resultHref("csv", ran.sql)} json={resultHref("json", ran.sql)} />
              </>
            }
          />
          <ResultsTable
            // A result with other columns starts with its own widths, at the top.
            key={columns.map(({ label }) => label).join("\n")}
            columns={columns}
            rows={rows}
            origin={origin}
            colors={colors}
            sort={url.sort}
            hidden={hidden}
            selected={marked?.rows ?? null}
            hovered={hovered}
            onHover={setHovered}
            onSort={(sort) => onChange({ sort })}
          />
          {rows.length === 0 && <p className={`${table.empty} notice`}>No rows.</p>}
        </section>
      }
      right={
        <Plot
          axes={axes}
          columns={columns}
          rows={rows}
          origin={origin}
          names={order}
          query={ran.sql}
          old={old}
          busy={busy}
          onChange={onChange}
          region={marked?.region ?? null}
          selection={marked?.rows ?? null}
          onSelect={(chosen, region) => mark({ region, rows: new Set(chosen) })}
          onClear={() => mark(null)}
          hovered={hovered}
          onHover={setHovered}
        />
      }
    />
  );
}

function Old({ at }: { readonly at: number }) {
  return <span suppressHydrationWarning>of the last query that ran, {describeClock(at)}</span>;
}

/** Exports all rows, including those not loaded here. Undefined for longer SQL, as the gate refuses such addresses. */
function resultHref(format: "csv" | "json", sql: string): string | undefined {
  const href = `query.${format}?${new URLSearchParams({ sql })}`;
  return href.length <= MAX_HREF ? href : undefined;
}

function some(labels: readonly string[]): readonly string[] | undefined {
  return labels.length > 0 ? labels : undefined;
}
