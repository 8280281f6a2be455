/** The spans as a table: the whole scope, or the plot's selection. */
"use client";

import { type FormEvent, useCallback, useMemo, useState } from "react";
import { type ExploreColumn, isErrorColumn } from "../../../lib/analysis/explore/answer.ts";
import { aboutOf } from "../../../lib/model/basis.ts";
import type { Colors } from "../../../lib/model/colors.ts";
import { filterOfType } from "../../../lib/model/error-filter.ts";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import type { Region } from "../../../lib/model/region.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { Button } from "../../ui/button.tsx";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { Field } from "../../ui/field.tsx";
import { withoutMoment } from "../../ui/following.ts";
import { PaneTitle } from "../../ui/pane-title.tsx";
import tables from "../../ui/table/table.module.css";
import { DEFAULT_SORT, type ExploreUrl, exploreHref } from "../address.ts";
import { makeDurationAxis, reachRows } from "./column-layout.ts";
import { isCounted, useExplore } from "./context.tsx";
import styles from "./explore.module.css";
import { ExploreNoMatch } from "./no-match.tsx";
import { plotLabel } from "./plot-table.ts";
import { formatShownSql } from "./shown-sql.ts";
import { ExploreTable } from "./table.tsx";
import type { RowCells, RowsState } from "./use-rows.ts";

/** Assumed number of rows until they are counted. */
const UNCOUNTED = 10_000;
/** Columns with more distinct values are not coloured. */
const MAX_COLORED = 200;
const NOTHING_HIDDEN: readonly string[] = [];
const NO_ROWS: readonly RowCells[] = [];

const FOLLOWS = { box: "the box", lasso: "the outline", spans: "the plot" } as const;

/**
 * `≈ 4,800 selected of ≈ 83,600, follows the box; 960 from the sample listed`. Rows shown while others are read are not
 * counted: they are of another scope, selection or moment.
 */
function describeRows(state: RowsState, counted: boolean, region: Region | undefined): string {
  const { busy, total, scoped, listed, basis, sameSpans } = state;
  if (busy && !sameSpans) return region ? "selecting" : "counting";
  if (total === null || scoped === null) return busy ? `${formatCount(UNCOUNTED)}+ rows, counting` : "not counted";
  const about = counted ? "" : aboutOf(basis);
  const rows = region
    ? `${aboutOf(basis)}${formatCount(total)} selected of ${about}${formatCount(scoped)}, follows ${FOLLOWS[region.kind]}`
    : `${about}${formatCounted(total, "span")}`;
  return listed === null ? rows : `${rows}; ${formatCount(listed)} from the sample listed`;
}

function describeNothing({ basis }: RowsState): string {
  return basis?.exact === false ? "None among the spans of the sample." : "No spans are selected.";
}

function describeNames({ scope }: ExploreUrl): string {
  const [name, ...more] = scope.names;
  if (name === undefined) return "All names";
  return more.length === 0 ? formatText(name) : `${scope.names.length} names`;
}

export function ExploreTablePane() {
  const { summary, where, url, adjust, go, rows, plot, valueColors: values, peek, hovered, setHovered } = useExplore();
  const { view, scope } = url;
  const hidden = view.hide ?? NOTHING_HIDDEN;
  const all = useMemo(
    () => rows.columns.filter(({ id }) => id !== "name" || scope.names.length !== 1),
    [rows.columns, scope.names.length],
  );
  const shown = useMemo(() => all.filter(({ id }) => !hidden.includes(id)), [all, hidden]);
  const colors = useMemo(() => {
    const color = plot.plot?.color;
    return new Map<string, Colors>(color && values && values.size <= MAX_COLORED ? [[color, values]] : []);
  }, [values, plot.plot?.color]);
  const list = useMemo(() => withoutMoment(rows.key), [rows.key]);
  const sample = rows.pages.get(0) ?? NO_ROWS;
  const range = plot.plot?.durations ?? null;
  const axis = useMemo(() => makeDurationAxis(reachRows(range, sample, rows.columns)), [range, sample, rows.columns]);
  const filter = useCallback(
    (column: ExploreColumn, operator: "=" | "!=", value: string) =>
      isErrorColumn(column)
        ? go({ error: filterOfType(value) })
        : go({ tags: [...scope.tags, { key: column.tag ?? "", operator, value }] }),
    [go, scope.tags],
  );
  const sql = useMemo(
    () => formatShownSql({ ...summary, where }, url, shown, plot.plot),
    [summary, where, url, shown, plot.plot],
  );
  const count = rows.listed ?? rows.total ?? sample.length;
  return (
    <section className={styles.table} aria-labelledby="explore-spans">
      <PaneTitle
        id="explore-spans"
        named={describeNames(url)}
        summary={describeRows(rows, isCounted(scope, summary.window), view.sel)}
        actions={
          <>
            <ColumnsMenu
              table="spans"
              columns={all.map((column) => ({ id: column.id, label: plotLabel(column), kind: column.kind }))}
              hidden={hidden.filter((id) => all.some((column) => column.id === id))}
              onChange={(next) => adjust({ hide: next.length > 0 ? next : undefined })}
              whole
            />
            <SqlButton sql={sql} pane={describeNames(url)} />
            <ExportMenu
              pane={describeNames(url)}
              csv={exploreHref(url, "explore.csv")}
              json={exploreHref(url, "explore.json")}
              spans={exploreHref(url, "/explore")}
            />
          </>
        }
      />
      <RareKeys />
      {rows.failure && plot.failure === null && <AlertStrip message={rows.failure.message} />}
      <ExploreTable
        columns={shown}
        count={count}
        rowAt={rows.rowAt}
        list={list}
        sample={sample}
        origin={summary.origin}
        axis={axis}
        colors={colors}
        hovered={hovered}
        old={rows.busy && rows.key !== ""}
        sort={view.sort ?? DEFAULT_SORT}
        onSort={(sort) => adjust({ sort })}
        onAxis={(axis, column) => adjust({ [axis]: column })}
        onFilter={filter}
        onHide={(column) => adjust({ hide: [...hidden, column] })}
        onHover={setHovered}
        onView={rows.onView}
        peek={peek}
      />
      {count === 0 && !rows.busy && rows.total !== null && (
        <div className={tables.empty}>
          {view.sel || rows.basis?.exact === false ? (
            <p className="notice">{describeNothing(rows)}</p>
          ) : (
            <ExploreNoMatch />
          )}
        </div>
      )}
    </section>
  );
}

/** Reports how many tag keys have no column, as there are too many, and finds one by name. */
export function RareKeys() {
  const { url, go, rows } = useExplore();
  const [key, setKey] = useState("");
  const also = url.scope.also ?? [];
  const { rareKeys, columns, busy } = rows;
  if (!rareKeys) return null;
  const missed = busy ? [] : also.filter((one) => !columns.some(({ tag }) => tag === one));
  const find = (event: FormEvent) => {
    event.preventDefault();
    setKey("");
    go({ also: [...new Set([...also, key])] });
  };
  return (
    <form className={styles.rare} onSubmit={find}>
      <span role="status">
        {formatCounted(rareKeys, "more tag key")}, on fewer spans each.
        {missed.length > 0 && ` No span here has ${missed.map(formatText).join(", ")}.`}
      </span>
      <Field
        small
        aria-label="Find a tag key"
        placeholder="Find a key"
        autoComplete="off"
        required
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <Button type="submit" small>
        Show
      </Button>
    </form>
  );
}
