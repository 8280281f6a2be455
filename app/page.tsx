import { connection } from "next/server";
import { formatCount, formatCounted, formatElapsed } from "../lib/format.ts";
import { resolveScope } from "../lib/questions/scoped-spans.ts";
import { isCut, type SpanWindow } from "../lib/questions/span-window.ts";
import { parseScope, writeScope } from "../lib/scope.ts";
import { LiveDot } from "./_components/live/live-dot.tsx";
import type { WatchState } from "./_components/live/newest-answer.ts";
import styles from "./_components/overview/overview.module.css";
import { Frame } from "./_components/shell/frame.tsx";
import { StatusLine } from "./_components/shell/status-line.tsx";
import { TwinLinks } from "./_components/shell/twin-links.tsx";
import { ask, fileFacts } from "./_data/database.ts";
import { readParams, type SearchParams } from "./_data/params.ts";
import { sayProblem } from "./_data/problem.ts";
import { HeatmapPane } from "./overview/heatmap-pane.tsx";
import { NamesPane } from "./overview/names-pane.tsx";
import { NewestPane } from "./overview/newest-pane.tsx";
import { ScopeBar } from "./scope-bar.tsx";
import { ScopeRail } from "./scope-rail.tsx";

interface PageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function OverviewPage({ searchParams }: PageProps) {
  await connection();
  const scope = parseScope(readParams(await searchParams));
  // Without the tags: to find theirs takes a pass over the window.
  const answer = await ask((db) => resolveScope(db, { ...scope, tags: [] }).window);
  if (!answer.ok) return showEmpty(answer.error.problem, sayProblem(answer.error));
  const { value: window, ms } = answer;
  if (window.total === 0) return showEmpty("waiting", null);
  const { path } = fileFacts();
  // Another scope is another page: what it shows comes as it is found, and nothing of the last one stays meanwhile.
  const key = String(writeScope(scope));
  return (
    <Frame
      rail={<ScopeRail scope={scope} />}
      status={<StatusLine facts={[sayCovered(window), formatElapsed(ms)]} path={path} live={<LiveDot />} />}
    >
      <TwinLinks json={`overview.json?${key}`} csv={`overview.csv?${key}`} />
      <h1 className="unseen">Overview</h1>
      <ScopeBar scope={scope} hint="Click a name to explore it. Drag in the heatmap to ask why." />
      <div key={key} className={styles.panes}>
        <NamesPane scope={scope} />
        <HeatmapPane scope={scope} />
        <NewestPane scope={scope} window={window} />
      </div>
    </Frame>
  );
}

/** Not imported with the rest: what only an empty page shows is no part of the first load of a full one. */
async function showEmpty(state: WatchState, message: string | null) {
  const { EmptyPage } = await import("./_components/empty/empty-page.tsx");
  return <EmptyPage state={state} message={message} file={fileFacts()} />;
}

/** For the status line: `2,980 of 2,980 spans`, or what was looked at of them. */
function sayCovered(window: SpanWindow): string {
  const total = `${window.estimated ? "≈ " : ""}${formatCounted(window.total, "span")}`;
  return `${isCut(window) ? "newest " : ""}${formatCount(window.count)} of ${total}`;
}
