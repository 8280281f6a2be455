import { connection } from "next/server";
import type { ReactNode } from "react";
import { ALWAYS_EXACT } from "../../lib/model/basis.ts";
import { formatCount, formatCounted, formatElapsed } from "../../lib/model/format.ts";
import { isCut, type SpanWindow } from "../../lib/model/run.ts";
import { endAt, formatScope, parseScope, type Scope } from "../../lib/model/scope.ts";
import { resolveScope } from "../../lib/queries/sql/scoped-spans.ts";
import { askOnce } from "../server/ask.ts";
import { describeProblem, inspectFile, withDatabase } from "../server/database.ts";
import { readMoment } from "../server/moment.ts";
import { readParams, type SearchParams } from "../server/params.ts";
import { BadAddress } from "../shell/bad-address.tsx";
import { DataLinks } from "../shell/data-links.tsx";
import { Frame, StatusLine } from "../shell/frame.tsx";
import { LiveDot } from "../shell/live/live-dot.tsx";
import type { WatchState } from "../shell/live/watch.ts";
import { rankNames } from "../shell/scope/data.ts";
import { ScopeBar } from "../shell/scope/scope-bar.tsx";
import { ScopeRail } from "../shell/scope/scope-rail.tsx";
import { NameColors } from "../ui/name-colors.tsx";
import { findOverviewProblem } from "./endpoint.ts";
import { readSplit } from "./parameters.ts";
import { ExactOverview } from "./ui/exact.tsx";
import { HeatmapPane } from "./ui/heatmap-pane.tsx";
import { NamesPane } from "./ui/names-pane.tsx";
import { NewestPane } from "./ui/newest-pane.tsx";
import styles from "./ui/overview.module.css";
import { OverviewPeek } from "./ui/overview-peek.tsx";

interface PageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function OverviewPage({ searchParams }: PageProps) {
  await connection();
  const params = readParams(await searchParams);
  const problem = await findOverviewProblem(params);
  if (problem) return <BadAddress problem={problem} path="/" params={params} />;
  const scope = parseScope(params);
  const moment = await readMoment();
  if (!moment.ok) return showEmpty(moment.error.problem, describeProblem(moment.error));
  const shown = endAt(scope, moment.value);
  // Ignores tag filters, which take a pass over the window.
  const answer = await withDatabase((db) => resolveScope(db, { ...shown, tags: [] }).window);
  if (!answer.ok) return showEmpty(answer.error.problem, describeProblem(answer.error));
  const { value: window, ms } = answer;
  if (window.total === 0) return showEmpty("waiting", null);
  const { path } = inspectFile();
  // A new scope remounts the page: its parts stream in, and nothing of the previous scope stays visible.
  const key = String(formatScope(scope));
  const tree = params.get("chart") === "tree" ? await showTree(scope, shown, readSplit(params)) : null;
  return (
    <NameColors ranks={rankNames(scope)}>
      <Frame
        lastId={moment.value}
        rail={<ScopeRail scope={scope} />}
        status={<StatusLine items={[describeCovered(window), formatElapsed(ms)]} path={path} live={<LiveDot />} />}
      >
        <DataLinks json={`overview.json?${key}`} csv={`overview.csv?${key}`} />
        <h1 className="unseen">Overview</h1>
        <ScopeBar scope={scope} hint={`Click a name to explore it. ${tree ? TREE_HINT : HEATMAP_HINT}`} />
        <div className="beside">
          <div className={styles.main}>
            <Panes key={key} scope={scope} shown={shown} window={window} charts={tree ?? <Charts scope={scope} />} />
          </div>
          <OverviewPeek lastId={moment.value} />
        </div>
      </Frame>
    </NameColors>
  );
}

interface PanesProps {
  readonly scope: Scope;
  /** The same up to the moment that the page shows. */
  readonly shown: Scope;
  readonly window: SpanWindow;
  /** What is below the span names. */
  readonly charts: ReactNode;
}

const HEATMAP_HINT = "Drag in the heatmap to ask why.";
const TREE_HINT = "Click a bar to go in.";

function Charts({ scope }: Pick<PanesProps, "scope">) {
  return (
    <>
      <HeatmapPane scope={scope} />
      <NewestPane scope={scope} />
    </>
  );
}

/** Loaded lazily: the heat map's page does not need it. */
async function showTree(scope: Scope, shown: Scope, split: readonly string[] | undefined) {
  const { TreePanes } = await import("./ui/tree/tree-panes.tsx");
  return <TreePanes key={String(split)} scope={scope} shown={shown} split={split} />;
}

function Panes({ scope, shown, window, charts }: PanesProps) {
  const panes = (
    <div className={styles.panes} data-place="Overview">
      <NamesPane scope={scope} />
      {charts}
    </div>
  );
  if (window.count <= ALWAYS_EXACT) return panes;
  const sampled = askOnce("overview", { scope, reading: "sample" });
  return (
    <ExactOverview scope={shown} sampled={sampled.then((answer) => (answer.ok ? answer.value.basis : null))}>
      {panes}
    </ExactOverview>
  );
}

/** Loaded lazily, to keep what only an empty page needs out of the first load. */
async function showEmpty(state: WatchState, message: string | null) {
  const { EmptyPage } = await import("../shell/empty/empty-page.tsx");
  return <EmptyPage state={state} message={message} file={inspectFile()} />;
}

/** For the status line: how many spans are covered, as in `2,980 of 2,980 spans`. */
function describeCovered(window: SpanWindow): string {
  const total = `${window.estimated ? "≈ " : ""}${formatCounted(window.total, "span")}`;
  return `${isCut(window) ? "newest " : ""}${formatCount(window.count)} of ${total}`;
}
