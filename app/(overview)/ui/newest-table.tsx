/**
 * The newest spans, with their tags as columns. Rendered in the browser: rows are a third of the bytes of their
 * elements.
 */
"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { HTMLAttributes } from "react";
import { formatStart, MISSING, type TimeZero } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { RunningSpans } from "../../../lib/queries/running.ts";
import type { NewestSpan } from "../../../lib/queries/scope-newest.ts";
import { useRunning } from "../../shell/live/running.ts";
import { usePeekRows } from "../../shell/peek/use-peek.ts";
import { scopeOf, viewHref } from "../../shell/scope-href.ts";
import { TypeMark } from "../../ui/chip.tsx";
import { Duration } from "../../ui/duration.tsx";
import { ErrorMark } from "../../ui/error-mark.tsx";
import { NameSwatch } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { SizedTable, type TableColumn } from "../../ui/table/sized-table.tsx";
import { Head } from "../../ui/table/sort-head.tsx";
import styles from "../../ui/table/table.module.css";
import { TagValue } from "../../ui/tag-value.tsx";
import values from "../../ui/values.module.css";
import { findColumns, MAX_COLUMNS, type NewestColumn } from "./newest-columns.ts";
import own from "./overview.module.css";
import { usePeek } from "./overview-peek.tsx";
import { RunningRows } from "./running-rows.tsx";

interface NewestTableProps {
  /** Shown first. */
  readonly running: RunningSpans;
  /** Newest first. */
  readonly spans: readonly NewestSpan[];
  /** What starts are relative to; null without spans. */
  readonly zero: TimeZero | null;
  /** The newest span of the file, beside which running ones are shown. */
  readonly lastId: number;
}

/** Those that are no tags. */
const OWN_COLUMNS: readonly TableColumn[] = [
  { id: "id", width: 72 },
  { id: "name", text: true, width: 280 },
  { id: "start" },
  { id: "duration", width: 90 },
];

export function NewestTable({ spans, zero, running: drawn, lastId }: NewestTableProps) {
  const params = new URLSearchParams(useSearchParams());
  const running = useRunning(drawn, { scope: scopeOf(params).toString(), lastId });
  const rowProps = usePeekRows(usePeek());
  const hidden = params.getAll("hidetag");
  const columns = findColumns([...running.spans, ...spans])
    .filter(({ key }) => !hidden.includes(key))
    .slice(0, MAX_COLUMNS);
  return (
    <SizedTable
      id="newest"
      label="Newest spans"
      place="Newest spans"
      columns={[...OWN_COLUMNS, ...columns.map(({ key, kind }) => ({ id: `tag ${key}`, text: kind !== "number" }))]}
      className={styles.fills}
    >
      <thead>
        <tr>
          <Head column="id" label="id" number>
            id
          </Head>
          <Head column="name" label="Name">
            Name
          </Head>
          <Head column="start" label="Start" number title="From the start of the run">
            Start
          </Head>
          <Head column="duration" label="Duration" number>
            <span className={own.duration}>Duration</span>
          </Head>
          {columns.map(({ key, kind, inherited }) => (
            <Head key={key} column={`tag ${key}`} label={formatText(key)} number={kind === "number"}>
              <span className={own.tag} title={inherited ? `${formatText(key)}, inherited` : formatText(key)}>
                <TypeMark kind={kind} />
                <span>
                  <ShownText text={key} cut />
                </span>
              </span>
            </Head>
          ))}
        </tr>
      </thead>
      <RunningRows running={running} columns={columns} />
      <tbody>
        {spans.map((span) => (
          <Row
            key={span.id}
            span={span}
            columns={columns}
            zero={zero}
            attributes={rowProps(span.id)}
            href={viewHref(`/span/${span.id}`, params)}
          />
        ))}
      </tbody>
    </SizedTable>
  );
}

interface RowProps {
  readonly span: NewestSpan;
  readonly columns: readonly NewestColumn[];
  readonly zero: TimeZero | null;
  readonly attributes: HTMLAttributes<HTMLTableRowElement>;
  readonly href: string;
}

function Row({ span, columns, zero, attributes, href }: RowProps) {
  const { id, name, start, duration, error, tags } = span;
  return (
    <tr {...attributes}>
      <td className={`${styles.number} ${own.id} mono`}>
        <Link href={href} prefetch={false}>
          {id}
        </Link>
      </td>
      <td>
        <span className={styles.name} title={formatText(name)}>
          <NameSwatch name={name} />
          <span>
            <ShownText text={name} cut />
          </span>
          {error !== null && <ErrorMark type={error} />}
        </span>
      </td>
      <td
        className={styles.number}
        title={start === null || zero === null ? undefined : describeMoment(zero.origin + start)}
      >
        {start === null ? <span className={values.none}>{MISSING}</span> : formatStart(start, zero)}
      </td>
      <td className={styles.number}>
        <Duration seconds={duration} />
      </td>
      {columns.map(({ key, kind }) => {
        // Pairs, not an object, in which keys such as `__proto__` have a special meaning.
        const [, value = null, from] = tags.find(([other]) => other === key) ?? [];
        return (
          <td key={key} className={kind === "number" ? styles.number : undefined}>
            {from === undefined ? (
              <TagValue tagKey={key} kind={kind} value={value} />
            ) : (
              <span className={own.inherited} title={`From ${formatText(from)}`}>
                ↑ <TagValue tagKey={key} kind={kind} value={value} />
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** Renders identically on the server and in the browser, whatever their time zones. */
function describeMoment(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  return Number.isNaN(date.getTime()) ? String(epochSeconds) : date.toISOString();
}
