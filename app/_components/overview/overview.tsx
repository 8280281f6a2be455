/** The overview: scope line, span names, newest spans. */
import { formatCount, formatCounted, formatDurationText } from "../../../lib/format.ts";
import type { ValueKind } from "../../../lib/questions/kind.ts";
import { isCut, type SpanWindow } from "../../../lib/questions/window.ts";
import { ButtonLink } from "../controls/button.tsx";
import { SqlIcon } from "../controls/icons.tsx";
import table from "../controls/table.module.css";
import { PaneTitle } from "../shell/pane-title.tsx";
import type { LogAxis } from "./log-axis.ts";
import type { NameRow } from "./name-columns.tsx";
import { NamesTable } from "./names-table.tsx";
import { type NewestRow, NewestTable } from "./newest-table.tsx";
import styles from "./overview.module.css";
import type { Sorting } from "./sort-text.ts";

interface OverviewProps {
  readonly window: SpanWindow;
  readonly names: NameRow[];
  readonly nameCount: number;
  readonly axis: LogAxis;
  /** Seconds that spans cover. */
  readonly traced: number;
  /** Spans at 0 or less, which no log axis can show. */
  readonly unplaced: number;
  /** Spans that hold no number as their duration. */
  readonly leftOut: number;
  readonly newest: readonly NewestRow[];
  readonly hasRuns: boolean;
  readonly columns: readonly { readonly key: string; readonly kind: ValueKind }[];
  readonly columnCount: number;
  readonly namesHref: string;
  readonly newestHref: string;
  readonly sorting: Sorting;
}

/** For the status line: `2,980 of 2,980 spans`, or what of the file was looked at. */
export function sayCovered(window: SpanWindow): string {
  const total = `${window.estimated ? "≈ " : ""}${formatCounted(window.total, "span")}`;
  return `${isCut(window) ? "newest " : ""}${formatCount(window.count)} of ${total}`;
}

function SqlLink({ href, pane }: { readonly href: string; readonly pane: string }) {
  return (
    <ButtonLink look="ghost" small href={href} aria-label={`SQL of ${pane}`} title={`Open the SQL of ${pane}`}>
      <SqlIcon />
      SQL
    </ButtonLink>
  );
}

function namesFacts({ names, nameCount, traced, unplaced, leftOut }: OverviewProps): string {
  const facts = [formatCounted(nameCount, "name"), `${formatDurationText(traced)} traced`];
  if (names.length < nameCount) facts.splice(1, 0, `${formatCount(names.length)} with the largest total`);
  if (unplaced > 0) facts.push(`${formatCount(unplaced)} at 0 not drawn`);
  if (leftOut > 0) facts.push(`${formatCount(leftOut)} without a number as duration left out`);
  return facts.join(", ");
}

function newestFacts({ newest, window, columns, columnCount }: OverviewProps): string {
  const tags = columns.length < columnCount ? `${columns.length} of ${columnCount} tags as columns` : "tags as columns";
  return `${formatCount(newest.length)} of ${window.estimated ? "≈ " : ""}${formatCount(window.total)}, ${tags}`;
}

export function Overview(props: OverviewProps) {
  const { names, axis, newest, hasRuns, columns, namesHref, newestHref, sorting } = props;
  const origin = hasRuns ? "the start of its run" : "the first span looked at";
  return (
    <div className={styles.panes}>
      <section className={`${table.pane} ${styles.names}`} aria-labelledby="names-title">
        <PaneTitle
          id="names-title"
          title="Span names"
          facts={namesFacts(props)}
          actions={<SqlLink href={namesHref} pane="Span names" />}
        />
        <NamesTable rows={names} axis={axis} sorting={sorting} />
      </section>
      <section className={`${table.pane} ${styles.newest}`} aria-labelledby="newest-title">
        <PaneTitle
          id="newest-title"
          title="Newest spans"
          facts={newestFacts(props)}
          actions={<SqlLink href={newestHref} pane="Newest spans" />}
        />
        <NewestTable rows={newest} keys={columns} origin={origin} />
      </section>
    </div>
  );
}
