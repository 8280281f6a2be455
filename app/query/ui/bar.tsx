/** Run, Stop, and the last query's outcome. */
"use client";

import { type ReactNode, type Ref, useEffect, useState } from "react";
import { showText } from "../../../lib/model/shown-text.ts";
import { LONG_SQL } from "../../shell/sql/kept-sql.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { Button } from "../../ui/button.tsx";
import { StopIcon } from "../../ui/icons.tsx";
import type { Failed, Ran } from "../data.ts";
import {
  adviseOn,
  describeClock,
  describeFailed,
  describePlace,
  describeRest,
  describeRows,
  isStopped,
} from "./sentences.ts";
import styles from "./workspace.module.css";

interface QueryBarProps {
  readonly ran: Ran | null;
  readonly failed: Failed | null;
  /** When the running query began. */
  readonly since: number | null;
  /** The SQL is too long for the link. */
  readonly long: boolean;
  /** The button Run. */
  readonly runButton: Ref<HTMLButtonElement>;
  readonly onRun: () => void;
  readonly onStop: () => void;
  /** On the right. */
  readonly tools: ReactNode;
}

/** Shorter queries are not shown as running. */
const QUIET_MS = 150;
const TICK_MS = 100;

/** How long the query has been running; undefined while that is too short to show. */
function useElapsed(since: number | null): number | undefined {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(undefined);
    if (since === null) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [since]);
  const elapsed = since === null || now === undefined ? 0 : now - since;
  return elapsed >= QUIET_MS ? elapsed : undefined;
}

export function QueryBar({ ran, failed, since, long, runButton, onRun, onStop, tools }: QueryBarProps) {
  const elapsed = useElapsed(since);
  return (
    <div className={styles.bar}>
      <Button ref={runButton} look="primary" title="Run (Ctrl Enter, ⌘ Enter)" onClick={onRun}>
        <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" fill="currentColor">
          <path d="M1.5 0.5 9 5 1.5 9.5z" />
        </svg>
        Run <kbd>Ctrl Enter</kbd>
      </Button>
      <Button
        disabled={since === null}
        title={since === null ? "No query is running" : "Stop the query"}
        onClick={onStop}
      >
        <StopIcon />
        Stop
      </Button>
      <p className={styles.facts} role="status">
        {elapsed === undefined ? <Outcome ran={ran} failed={failed} /> : <b>Running {(elapsed / 1000).toFixed(1)} s</b>}
      </p>
      {long && <p className={styles.long}>{LONG_SQL}</p>}
      {tools}
      {elapsed !== undefined && <i className={styles.line} />}
    </div>
  );
}

function Outcome({ ran, failed }: Pick<QueryBarProps, "ran" | "failed">) {
  if (failed) {
    return (
      <>
        <b className={isStopped(failed.failure) ? undefined : styles.failed}>{describeFailed(failed.failure)}</b>
        <span suppressHydrationWarning>{describeClock(failed.at)}</span>
      </>
    );
  }
  if (!ran) return null;
  return (
    <>
      <b>{describeRows(ran.result)}</b>
      <span>{describeRest(ran.result)}</span>
    </>
  );
}

interface QueryErrorProps {
  readonly failed: Failed;
  /** Undefined if there is nothing to correct. */
  readonly onFix: (() => void) | undefined;
  readonly onGo: (() => void) | undefined;
}

/** The last query's error, shown until the next query runs. */
export function QueryError({ failed: { failure }, onFix, onGo }: QueryErrorProps) {
  const { message, nearest, place } = failure;
  const detail = (
    <>
      {describePlace(failure)} {adviseOn(failure)}
      {nearest !== undefined && (
        <>
          The nearest name is <span className="mono">{showText(nearest)}</span>.
        </>
      )}
    </>
  );
  const actions = (onFix || onGo) && (
    <>
      {onFix && <Button onClick={onFix}>Use {showText(nearest ?? "")}</Button>}
      {onGo && <Button onClick={onGo}>Go to line {place?.line}</Button>}
    </>
  );
  return <AlertStrip message={message} detail={detail} actions={actions} />;
}
