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

export function NewestTable({ spans, zero, running: drawn, lastId }: NewestTableProps) {
  const params = new URLSearchParams(useSearchParams());
  const running = useRunning(drawn, { scope: scopeOf(params).toString(), lastId });
  const rowProps = usePeekRows(usePeek());
  const hidden = params.getAll("hidetag");
  const columns = findColumns([...running.spans, ...spans])
    .filter(({ key }) => !hidden.includes(key))
    .slice(0, MAX_COLUMNS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={styles.scroll} aria-label="Newest spans, scrolls" data-place="Newest spans" tabIndex={0}>
      <table className={styles.table} aria-label="Newest spans">
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              id
            </th>
            <th scope="col">Name</th>
            <th scope="col" className={styles.number} title="From the start of the run">
              Start
            </th>
            <th scope="col" className={styles.number}>
              <span className={own.duration}>Duration</span>
            </th>
            {columns.map(({ key, kind, inherited }) => (
              <th key={key} scope="col" className={kind === "number" ? styles.number : undefined}>
                <span className={own.tag} title={inherited ? `${formatText(key)}, inherited` : formatText(key)}>
                  <TypeMark kind={kind} />
                  <span>{formatText(key)}</span>
                </span>
              </th>
            ))}
            <th scope="col" className={styles.fill}>
              <span className="unseen">Rest</span>
            </th>
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
      </table>
    </section>
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
      <td />
    </tr>
  );
}

/** Renders identically on the server and in the browser, whatever their time zones. */
function describeMoment(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  return Number.isNaN(date.getTime()) ? String(epochSeconds) : date.toISOString();
}
