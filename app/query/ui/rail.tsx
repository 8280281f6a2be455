/** The query page's rail: names to insert into a query, and earlier queries. */
"use client";

import { type ReactNode, Suspense, use } from "react";
import { formatCappedCount, formatCounted } from "../../../lib/model/format.ts";
import { quoteText } from "../../../lib/model/quote.ts";
import { formatText, showText } from "../../../lib/model/shown-text.ts";
import { DatabaseSection, type FileLabel, RailSection } from "../../shell/rail/rail-section.tsx";
import type { PastQuery } from "../../shell/sql/history.ts";
import { ChipButton, TypeMark } from "../../ui/chip.tsx";
import { ChevronIcon } from "../../ui/icons.tsx";
import { NameSwatch } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import type { SchemaTable } from "../../ui/sql/sql-schema.ts";
import type { LaterWords, SchemaSummary } from "../data.ts";
import styles from "./rail.module.css";
import { describeClock, describeMs } from "./sentences.ts";

interface QueryRailProps {
  readonly file: FileLabel;
  readonly schema: SchemaSummary;
  readonly later: LaterWords;
  readonly past: readonly PastQuery[];
  /** Inserts a text at the cursor. */
  readonly onInsert: (text: string) => void;
  /** Puts an earlier query into the editor. */
  readonly onTake: (sql: string) => void;
}

const SHOWN_CHIPS = 40;
const OPEN_TABLES = new Set(["spans", "span_tags"]);

export function QueryRail({ file, schema, later, past, onInsert, onTake }: QueryRailProps) {
  return (
    <>
      <DatabaseSection {...file} />
      <RailSection title="Schema" summary={formatCounted(schema.tables.length, "table")}>
        {schema.tables.map((table) => (
          <Table key={table.name} table={table} counted={schema.countedRows} />
        ))}
      </RailSection>
      <Suspense fallback={<WordsWaiting />}>
        <Words later={later} onInsert={onInsert} />
      </Suspense>
      <RailSection title="History">{past.length > 0 ? <History past={past} onTake={onTake} /> : undefined}</RailSection>
    </>
  );
}

function Table({ table: { name, rows, columns }, counted }: { readonly table: SchemaTable; readonly counted: number }) {
  return (
    <details className={styles.table} open={OPEN_TABLES.has(name)}>
      <summary title={formatText(name)}>
        <ChevronIcon size={12} />
        <code>
          <ShownText text={name} cut="mono" />
        </code>
        <span>{rows === null ? "view" : formatCappedCount(rows, counted)}</span>
      </summary>
      <ul>
        {columns.map((column) => (
          <li key={column.name}>
            <code>
              <ShownText text={column.name} cut="mono" />
            </code>
            <small>{[column.type || "any", column.unit].filter(Boolean).join(", ")}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

function WordsWaiting() {
  return (
    <RailSection title="Span names" summary="click to insert">
      <SkeletonRows count={2} height={28} />
    </RailSection>
  );
}

/** Names and tag keys of the newest spans. */
function Words({ later, onInsert }: Pick<QueryRailProps, "later" | "onInsert">) {
  const answer = use(later);
  if (!answer.ok) return <RailSection title="Span names">{answer.message}</RailSection>;
  const { names, keys } = answer.value;
  const kinds = new Map(keys.map(({ key, kind }) => [key, kind]));
  return (
    <>
      <RailSection title="Span names" summary="click to insert">
        <Chips texts={names} onInsert={onInsert} mark={(name) => <NameSwatch name={name} />} />
      </RailSection>
      {keys.length > 0 && (
        <RailSection title="Tag keys" summary="click to insert">
          <Chips
            texts={[...kinds.keys()]}
            onInsert={onInsert}
            mark={(key) => <TypeMark kind={kinds.get(key) ?? "text"} />}
          />
        </RailSection>
      )}
    </>
  );
}

interface ChipsProps {
  readonly texts: readonly string[];
  readonly mark: (text: string) => ReactNode;
  readonly onInsert: (text: string) => void;
}

function Chips({ texts, mark, onInsert }: ChipsProps) {
  return (
    <ul className={styles.chips}>
      {texts.slice(0, SHOWN_CHIPS).map((text) => (
        <li key={text}>
          <ChipButton title={`Insert ${formatText(quoteText(text))}`} onClick={() => onInsert(quoteText(text))}>
            {mark(text)}
            <span>
              <ShownText text={text} cut />
            </span>
          </ChipButton>
        </li>
      ))}
      {texts.length > SHOWN_CHIPS && <li className={styles.more}>{texts.length - SHOWN_CHIPS} more</li>}
    </ul>
  );
}

function History({ past, onTake }: Pick<QueryRailProps, "past" | "onTake">) {
  return (
    <ol className={styles.history}>
      {past.map(({ sql, rows, ms, at }) => (
        <li key={sql}>
          <button type="button" className="pick" title={showText(sql)} onClick={() => onTake(sql)}>
            <span className="unseen">Put back </span>
            <code>{showText(sql.replace(/\s+/g, " ").trim())}</code>
            <small>
              {formatCounted(rows, "row")}, {describeMs(ms)}, {describeClock(at)}
            </small>
          </button>
        </li>
      ))}
    </ol>
  );
}
