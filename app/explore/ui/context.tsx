/** What the parts of the explore page share: the state in the address, the answers, the hovered span. */
"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { aboutOf, type Basis, canFollow } from "../../../lib/model/basis.ts";
import type { Colors } from "../../../lib/model/colors.ts";
import { formatCount, formatCounted, formatElapsed } from "../../../lib/model/format.ts";
import { isCut, type SpanWindow } from "../../../lib/model/run.ts";
import { formatScope, limitsSpans, type Scope } from "../../../lib/model/scope.ts";
import { StatusLine } from "../../shell/frame.tsx";
import { LiveDot } from "../../shell/live/live-dot.tsx";
import type { Peek } from "../../shell/peek/use-peek.ts";
import { viewHref } from "../../shell/scope-href.ts";
import controls from "../../ui/controls.module.css";
import { CloseIcon } from "../../ui/icons.tsx";
import type { ExploreSummary } from "../data.ts";
import { plotParams, type RowsOutcome, rowsParams } from "../requests.ts";
import styles from "./explore.module.css";
import { type ExploreUrlState, useExploreUrl } from "./use-address.ts";
import { type PlotSeed, type PlotState, usePlot } from "./use-plot.ts";
import { type RowsState, useRows } from "./use-rows.ts";
import { useValueColors } from "./value-colors.ts";

interface Explore extends ExploreUrlState {
  readonly peek: Peek;
  readonly summary: ExploreSummary;
  readonly plot: PlotState;
  /** The condition on `spans AS s`, as far as known yet. */
  readonly where: string;
  readonly rows: RowsState;
  /** Whether the plot is as exact as it gets, so that what the page asks next finds the spans in memory. */
  readonly ready: boolean;
  /** Requests plot and rows again, one after the other, so that one pass serves both. */
  readonly again: () => void;
  readonly hovered: number | null;
  readonly setHovered: (id: number | null) => void;
  /** The panel's part of the status line. */
  readonly whyStatus: string | null;
  readonly setWhyStatus: (status: string | null) => void;
  /** Colours of the values of the tag that colours the plot. */
  readonly valueColors: Colors | undefined;
}

const Context = createContext<Explore | null>(null);

export function useExplore(): Explore {
  const explore = useContext(Context);
  if (!explore) throw new Error("outside of the explore page");
  return explore;
}

interface ExploreProviderProps {
  readonly summary: ExploreSummary;
  readonly where: Promise<string>;
  readonly plot: PlotSeed;
  readonly rows: { readonly key: string; readonly outcome: Promise<RowsOutcome> };
  readonly children: ReactNode;
}

export function ExploreProvider({
  summary,
  where: whole,
  plot: plotSeed,
  rows: rowsSeed,
  children,
}: ExploreProviderProps) {
  const state = useExploreUrl();
  const { url } = state;
  // Each page brings new seeds, compared by identity.
  const seed = useMemo(() => ({ ...rowsSeed, first: summary.first }), [rowsSeed, summary.first]);
  const plot = usePlot(plotParams(url, summary.lastId), plotSeed);
  const drawn = plot.busy ? undefined : plot.plot?.basis;
  const ready = drawn !== undefined && !canFollow(drawn);
  const rows = useRows(rowsParams(url, summary.lastId), seed, ready);
  const again = useAgain(plot, rows);
  const where = useWhere(whole, summary.where);
  const [hovered, setHovered] = useState<number | null>(null);
  const [whyStatus, setWhyStatus] = useState<string | null>(null);
  const peek = usePeek(state);
  const valueColors = useValueColors(plot.plot);
  const explore = useMemo(
    () => ({
      ...state,
      peek,
      summary,
      where,
      plot,
      rows,
      ready,
      again,
      hovered,
      setHovered,
      whyStatus,
      setWhyStatus,
      valueColors,
    }),
    [state, peek, summary, where, plot, rows, ready, again, hovered, whyStatus, valueColors],
  );
  return <Context value={explore}>{children}</Context>;
}

function usePeek({ url, adjust }: ExploreUrlState): Peek {
  const scope = formatScope(url.scope).toString();
  const id = url.view.peek ?? null;
  return useMemo(
    () => ({
      id,
      onPeek: (next) => adjust({ peek: next ?? undefined }),
      hrefOf: (span) => viewHref(`/span/${span}`, new URLSearchParams(scope)),
    }),
    [id, adjust, scope],
  );
}

function useAgain({ again: askPlot, running, failure }: PlotState, { again: askRows }: RowsState): () => void {
  const [state, setState] = useState<"idle" | "asked" | "reading">("idle");
  const reading = running !== null;
  const failed = failure !== null;
  useEffect(() => {
    if (state === "asked" && reading) setState("reading");
    if (state !== "reading" || reading) return;
    setState("idle");
    if (!failed) askRows();
  }, [state, reading, failed, askRows]);
  return useCallback(() => {
    askPlot();
    setState("asked");
  }, [askPlot]);
}

/** The full condition, which arrives later if it takes a pass over the spans. */
function useWhere(whole: Promise<string>, first: string): string {
  const [resolved, setResolved] = useState({ whole, where: first });
  useEffect(() => {
    let gone = false;
    const set = (where: string) => {
      if (!gone) setResolved({ whole, where });
    };
    whole.then(set, () => set(first));
    return () => {
      gone = true;
    };
  }, [whole, first]);
  return resolved.whole === whole ? resolved.where : first;
}

/** The selection's chip, in the accent colour. */
export function SelectionChip() {
  const { url, adjust, rows } = useExplore();
  if (!url.view.sel) return null;
  const { selection, busy, basis } = rows;
  return (
    <span className={`${controls.chip} ${styles.selection}`}>
      selection{selection && !busy ? ` ${aboutOf(basis)}${formatCounted(selection.count, "span")}` : ""}
      <button
        type="button"
        className={controls.drop}
        aria-label="Clear the selection"
        title="Clear (Esc)"
        onClick={() => adjust({ sel: undefined })}
      >
        <CloseIcon size={12} />
      </button>
    </span>
  );
}

/** A hint about what to do next. */
export function ExploreHint() {
  const { url, keptNote } = useExplore();
  if (keptNote) return keptNote;
  if (url.scope.names.length === 0) return "Pick a name in the rail to see its tags alone.";
  return url.view.sel ? null : "Drag over the plot to select spans.";
}

/** Whether the spans of a scope are counted before any is read, so that a sample does not estimate how many there are. */
export function isCounted(scope: Scope, window: SpanWindow): boolean {
  return !limitsSpans(scope) && !window.estimated;
}

/** `≈ 83,600 of 1,000,000 spans`. */
function describeWindow(scoped: string | null, window: SpanWindow, basis: Basis | null): string {
  // The number of ids is known at first, then that of spans.
  if (basis?.exact && window.estimated && !isCut(window))
    return describeWindow(scoped, { ...window, total: basis.of, count: basis.of, estimated: false }, null);
  const total = `${window.estimated ? "≈ " : ""}${formatCounted(window.total, "span")}`;
  if (isCut(window))
    return `${scoped === null ? "" : `${scoped} in the `}newest ${formatCount(window.count)} of ${total}`;
  return scoped === null ? total : `${scoped} of ${total}`;
}

/**
 * Spans of the scope, from an answer about it as of this page; null until there is one. An answer to another scope stays
 * on screen meanwhile: its count is not of this page's spans.
 */
function describeScoped(counted: boolean, { plot, isCurrent }: PlotState, rows: RowsState): string | null {
  const about = (basis: Basis | null) => (counted ? "" : aboutOf(basis));
  if (plot && isCurrent) return about(plot.basis) + formatCount(plot.total);
  if (rows.busy || rows.failure || rows.scoped === null) return null;
  return about(rows.basis) + formatCount(rows.scoped);
}

export function ExploreStatus({ path, ms }: { readonly path: string; readonly ms: number }) {
  const { summary, rows, plot, url, whyStatus } = useExplore();
  const { selection } = rows;
  const said = [
    describeWindow(
      describeScoped(isCounted(url.scope, summary.window), plot, rows),
      summary.window,
      plot.busy ? null : (plot.plot?.basis ?? null),
    ),
    ...(url.view.sel && selection && !rows.busy
      ? [`${aboutOf(rows.basis)}${formatCount(selection.count)} selected`]
      : []),
    formatElapsed(plot.ms ?? ms),
    ...(whyStatus ? [{ minor: whyStatus }] : []),
  ];
  return <StatusLine items={said} path={path} live={<LiveDot />} />;
}
