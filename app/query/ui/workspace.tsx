/** The query page: editor, bar, error and result, with rail and status line. Its state is in the URL. */
"use client";

import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { QueryWords } from "../../../lib/queries/query-words.ts";
import { keepAxes } from "../../charts/axis-choice.ts";
import { Frame, StatusLine } from "../../shell/frame.tsx";
import { LiveDot } from "../../shell/live/live-dot.tsx";
import type { FileLabel } from "../../shell/rail/rail-section.tsx";
import { useQueryHistory } from "../../shell/sql/history.ts";
import { keepSql } from "../../shell/sql/kept-sql.ts";
import { parkFocus, useCommand, useKey } from "../../ui/keys/keys.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { formatSql } from "../../ui/sql/format-sql.ts";
import { SqlEditor } from "../../ui/sql/sql-editor.tsx";
import type { SqlEditorHandle } from "../../ui/sql/sql-editor-handle.ts";
import { SqlPlan } from "../../ui/sql/sql-plan.tsx";
import type { SqlWords } from "../../ui/sql/sql-schema.ts";
import { changeQueryUrl, formatQueryUrl } from "../address.ts";
import type { FirstRun, LaterWords, SchemaSummary } from "../data.ts";
import { QueryBar, QueryError } from "./bar.tsx";
import { QueryRail } from "./rail.tsx";
import { QueryResults } from "./results.tsx";
import { describeStatus, fixName, HELD_SQL } from "./sentences.ts";
import { QueryTools } from "./tools.tsx";
import { useQueryUrl } from "./use-address.ts";
import { useDescribed } from "./use-described.ts";
import { useFollowedUrl, useFollowing, useQueryRun } from "./use-run.ts";
import styles from "./workspace.module.css";

interface QueryWorkspaceProps {
  readonly file: FileLabel;
  readonly schema: SchemaSummary;
  readonly later: LaterWords;
  readonly first: FirstRun;
}

const NO_SCOPE = "scope does not apply to SQL";

/** Detects an ORDER BY, whose order an earlier sort of the table would hide. */
const ORDERED = /\border\s+by\b/i;

export function QueryWorkspace({ file, schema, later, first }: QueryWorkspaceProps) {
  const editor = useRef<SqlEditorHandle>(null);
  const runButton = useRef<HTMLButtonElement>(null);
  const { url, push, adjust } = useQueryUrl();
  const query = useQueryRun(first);
  useFollowing(query);
  /** The SQL whose plan is shown. */
  const [planned, setPlanned] = useState<string | null>(null);
  const { ran, failed, since } = query;
  const { columns, axes, origin } = useDescribed(ran, url, schema.start);
  const words = useWords(schema, later);
  const follow = useFollowedUrl(url, first, query, editor);
  const { list, add } = useQueryHistory(file.path);
  useEffect(() => {
    if (ran) add({ sql: ran.sql, rows: ran.result.rows.length, ms: ran.result.ms, at: ran.at });
  }, [ran, add]);

  const run = () => {
    const sql = editor.current?.getText() ?? "";
    follow(sql);
    const kept = { sql: undefined, kept: undefined, ...keepSql(sql) };
    const again = formatQueryUrl(changeQueryUrl(url, kept)) === formatQueryUrl(url);
    if (!again)
      push(
        changeQueryUrl(url, {
          ...kept,
          ...keepAxes(url, axes, columns),
          ...(ORDERED.test(sql) && { sort: undefined }),
        }),
      );
    query.run(sql);
    if (planned !== null) setPlanned(sql);
  };
  const format = () => editor.current?.layOut(formatSql(editor.current.getText()));
  useKey("Mod+Enter", "Run the query", run);
  useKey("Mod+ ", "Complete the SQL at the cursor", () => editor.current?.complete());
  // The editor itself does so; here it is only said.
  useKey("Escape", "Leave the SQL for Run; again, for these keys", () => false);
  useCommand("Format the SQL", format);
  const live = schema.tables.some(({ name }) => name === "spans");
  const wrong = failed?.failure.place;
  const fix = failed ? fixName(failed.sql, failed.failure) : undefined;
  const current = () => editor.current?.getText() === failed?.sql;
  return (
    <Frame
      rail={
        <QueryRail
          file={file}
          schema={schema}
          later={later}
          past={list}
          onInsert={(text) => editor.current?.insert(text)}
          onTake={(sql) => editor.current?.setText(sql)}
        />
      }
      status={
        <StatusLine
          items={[...describeStatus(ran, failed), { minor: NO_SCOPE }]}
          path={file.path}
          live={live && <LiveDot />}
        />
      }
    >
      <div className={styles.page}>
        <h1 className="unseen">Query</h1>
        <SqlEditor
          ref={editor}
          initialText={first.sql}
          words={words}
          wrong={wrong}
          onRun={run}
          onLeave={() => runButton.current && parkFocus(runButton.current)}
        />
        <QueryBar
          ran={ran}
          failed={failed}
          since={since}
          runButton={runButton}
          long={url.sql === undefined && url.kept !== undefined}
          onRun={run}
          onStop={query.stop}
          tools={
            <QueryTools
              past={list}
              planned={planned !== null}
              onPlan={() => setPlanned(planned === null ? (editor.current?.getText() ?? null) : null)}
              onTake={(sql) => editor.current?.setText(sql)}
              onFormat={format}
            />
          }
        />
        {planned !== null && (
          <div className={styles.plan}>
            <SqlPlan sql={planned} />
          </div>
        )}
        {failed && failed.failure.code !== "SQL_CANCELLED" && (
          <QueryError
            failed={failed}
            // If the text has changed in the meantime, the offsets no longer apply.
            onFix={fix && (() => void (current() && editor.current?.replace(fix.from, fix.to, fix.text)))}
            onGo={wrong && (() => editor.current?.goTo(wrong.from))}
          />
        )}
        {ran ? (
          <Suspense fallback={<SkeletonRows count={6} />}>
            <QueryResults
              ran={ran}
              columns={columns}
              axes={axes}
              origin={origin}
              names={words.names}
              url={url}
              old={failed !== null}
              busy={since !== null}
              lastId={schema.lastId}
              onChange={adjust}
            />
          </Suspense>
        ) : (
          <p className="notice">{failed ? "No result yet." : first.held && since === null ? HELD_SQL : ""}</p>
        )}
      </div>
    </Frame>
  );
}

/** The editor's completions: the schema at once, names and tag keys once they arrive. */
export function useWords(schema: SchemaSummary, later: LaterWords): SqlWords {
  const [known, setKnown] = useState<QueryWords | null>(null);
  useEffect(() => {
    let gone = false;
    void later.then((answer) => {
      if (!gone && answer.ok) setKnown(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [later]);
  const { tables } = schema;
  return useMemo(() => ({ tables, names: [], keys: [], ...known }), [tables, known]);
}
