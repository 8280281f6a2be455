/** A query's result, as a table and a plot. */
"use client";

import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Colors } from "../../../lib/model/colors.ts";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import type { Axes } from "../../charts/axis-choice.ts";
import { colorByCount } from "../../charts/draw/colors.ts";
import type { Region } from "../../charts/draw/region.ts";
import { Plot } from "../../charts/ui/plot.tsx";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { type Peek, usePeekRows } from "../../shell/peek/use-peek.ts";
import { viewHref } from "../../shell/scope-href.ts";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { useNameColors } from "../../ui/name-colors.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import type { ResultColumn, Row } from "../../ui/table/result-columns.ts";
import { ResultsTable, type SpanRows } from "../../ui/table/results-table.tsx";
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
  /** Span names, as far as known. */
  readonly names: readonly string[];
  readonly url: QueryUrl;
  /** A later query failed; this is an old result. */
  readonly old: boolean;
  /** Another query is running. */
  readonly busy: boolean;
  /** The newest span of the file. */
  readonly lastId: number;
  readonly onChange: (change: QueryChange) => void;
}

const SpanPeek = lazy(async () => ({ default: (await import("../../shell/peek/span-peek.tsx")).SpanPeek }));

const MAX_HREF = 16_000;
const NO_LABELS: readonly string[] = [];
/** Columns with more distinct values are not coloured. */
const MAX_COLORED = 200;

/** Colours of span names, and of the values that colour the plot. */
function findColors({ columns, axes, names, ran }: QueryResultsProps, nameColors: Colors): Map<string, Colors> {
  const known = new Set([...names, ...nameColors.keys()]);
  const colors = new Map<string, Colors>();
  for (const column of columns) {
    if (column.numeric || (column.label !== "name" && column !== axes.color)) continue;
    if (column.holds === "name") {
      colors.set(column.id, nameColors);
      continue;
    }
    const counts = countTexts(column, ran.result.rows);
    if (counts.size > MAX_COLORED) continue;
    const isNames = [...counts.keys()].every((text) => known.has(text));
    colors.set(column.id, isNames ? nameColors : colorByCount(counts));
  }
  return colors;
}

function countTexts(column: ResultColumn, rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = row[column.index];
    if (cell !== null && cell !== undefined) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
  }
  return counts;
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

/** Rows are spans if a column holds their ids; of several, the first counts. */
function useSpanRows({ columns, ran, url: { peek }, onChange }: QueryResultsProps) {
  const params = useSearchParams();
  const { rows } = ran.result;
  const column = columns.find(({ holds }) => holds === "span")?.index;
  const own: Peek = {
    id: peek ?? null,
    onPeek: (id) => onChange({ peek: id ?? undefined }),
    hrefOf: (id) => viewHref(`/span/${id}`, params),
  };
  const current = useMemo(
    () => (column === undefined || peek === undefined ? null : rows.findIndex((row) => row[column] === peek)),
    [rows, column, peek],
  );
  const rowOfSpan = usePeekRows(own);
  const rowProps = (row: number) => {
    const cell = column === undefined ? undefined : rows[row]?.[column];
    return typeof cell === "number" ? rowOfSpan(cell) : {};
  };
  const spans: SpanRows = { rowProps, hrefOf: own.hrefOf, current };
  return { spans, peek: own, params };
}

export function QueryResults(props: QueryResultsProps) {
  const { ran, columns, axes, origin, names, url, old, busy, onChange } = props;
  const { rows } = ran.result;
  const hidden = url.hide ?? NO_LABELS;
  const [marked, mark] = useMarked(ran, axes);
  const [hovered, setHovered] = useState<number>();
  const nameColors = useNameColors();
  const { spans, peek, params } = useSpanRows(props);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these four are the only props it reads
  const colors = useMemo(() => findColors(props, nameColors), [columns, axes.color, names, ran, nameColors]);
  return (
    <div className="beside">
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
                    table="results"
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
              // A result with other columns starts at the top.
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
              spans={spans}
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
            valueColors={colors.get(axes.color?.id ?? "")}
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
      {peek.id !== null && (
        <Suspense fallback={null}>
          <SpanPeek {...peek} id={peek.id} params={params} lastId={props.lastId} />
        </Suspense>
      )}
    </div>
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
