/**
 * The panel beside plot and table: why the selection or the slowest spans are slow, with progress and Stop. The last
 * answer stays until the next arrives.
 */
"use client";

import { useSearchParams } from "next/navigation";
import { lazy, Suspense, use, useCallback, useEffect, useRef, useState } from "react";
import { ERROR_COLUMN } from "../../../lib/analysis/explore/answer.ts";
import { type Basis, canFollow } from "../../../lib/model/basis.ts";
import { formatElapsed } from "../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { Progress } from "../../../lib/model/progress.ts";
import { DEFAULT_SCOPE } from "../../../lib/model/scope.ts";
import type { WhyOfScope } from "../../../lib/queries/why.ts";
import type { Peek } from "../../shell/peek/use-peek.ts";
import { setRange } from "../../shell/scope/scope-url.ts";
import { askQuery } from "../../ui/ask.ts";
import { describeBasis, describeOffer } from "../../ui/basis-strip.tsx";
import { askFor, followsOn } from "../../ui/following.ts";
import { useKey } from "../../ui/keys/keys.ts";
import { Segments } from "../../ui/select.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import type { Exact } from "../../ui/use-exact.ts";
import { useNarrow } from "../../ui/use-narrow.ts";
import { findWhyChoice, type WhyParams, whyParams } from "../requests.ts";
import { useExplore } from "./context.tsx";
import { useExactPart } from "./use-exact-part.ts";
import type { TagItem } from "./why/item.tsx";
import { WhyPanel, type WhyState } from "./why/panel.tsx";

const SpanPeek = lazy(async () => ({ default: (await import("../../shell/peek/span-peek.tsx")).SpanPeek }));

const CHOICES = [
  ["selection", "Selection"],
  ["slowest", "Slowest 5 %"],
] as const;

export function ExploreWhyPane() {
  const { summary, url, adjust, go, plot, rows, peek, ready, setWhyStatus } = useExplore();
  const { view, scope } = url;
  const choice = findWhyChoice(url);
  const params = whyParams(url, summary.lastId);
  const { state, ms, stop, again, exact } = useWhy(params, {
    drawn: !plot.busy,
    ready: ready && !rows.exact.running,
    page: summary,
  });
  const narrow = useNarrow();
  const status =
    state.since !== null ? "why slow running" : ms !== null && params ? `why slow ${formatElapsed(ms)}` : null;
  useEffect(() => setWhyStatus(status), [setWhyStatus, status]);
  if (peek.id !== null) return <ExplorePeek {...peek} id={peek.id} />;
  /** The column an item is about. */
  const columnOf = ({ key: tag, from, inherited }: TagItem) => {
    const columns = (plot.plot?.columns ?? []).filter((column) => column.tag === tag);
    return (
      (columns.find((column) => inherited && column.from === from) ?? columns[0])?.id ??
      (tag === "name" ? "name" : undefined)
    );
  };
  const limit = ({ key: tag }: TagItem, operator: "=" | "!=", value: string) => {
    if (tag === "name" && operator === "=") return go({ names: [value] }, { sel: undefined });
    const rest = scope.tags.filter(
      (other) => !(other.key === tag && other.operator === operator && other.value === value),
    );
    go({ tags: [...rest, { key: tag, operator, value }] }, { sel: undefined });
  };
  return (
    <SidePanel
      label="Why slow?"
      shortcut="w"
      // A sheet would hide the plot, in which one may want to go on selecting.
      reveal={narrow ? undefined : view.sel}
      open={choice !== "off"}
      onOpen={(open) => adjust({ why: open ? undefined : "off" })}
      actions={
        <Segments label="What is explained" options={CHOICES} value={choice} onChange={(why) => adjust({ why })} />
      }
    >
      {(uncover) => (
        <>
          {params && state.answer && <WhyBasis basis={state.answer.basis} exact={exact} />}
          <WhyPanel
            state={state}
            hint={
              params
                ? undefined
                : "Drag over the plot to select spans, and every tag is ranked by how much it sets them apart."
            }
            onStop={stop}
            onAgain={again}
            onColor={(item) => {
              uncover();
              adjust({ color: item.kind === "error" ? ERROR_COLUMN.id : columnOf(item) });
            }}
            onAxis={(item) => {
              uncover();
              adjust({ x: item.kind === "time" ? item.key : columnOf(item), logx: undefined });
            }}
            onKeep={(item, value) => limit(item, "=", value)}
            onKeepRange={({ key: tag }, [low, high]) =>
              go({ tags: setRange(scope, tag, low, high) }, { sel: undefined })
            }
            onError={(error) => go({ error }, { sel: undefined })}
            onName={(name) => go({ names: [name], tags: [] }, { sel: undefined })}
            onKeepTime={({ from, to }) => go({ from, to }, { sel: undefined })}
            onLeaveOut={(item, value) => limit(item, "!=", value)}
          />
        </>
      )}
    </SidePanel>
  );
}

/** In the panel's place. */
function ExplorePeek(peek: Peek & { readonly id: number }) {
  const { url, adjust, summary } = useExplore();
  const why = findWhyChoice(url);
  useKey("w", "Why slow?", () => adjust({ peek: undefined, why: why === "off" ? undefined : url.view.why }));
  const params = useSearchParams();
  return (
    <Suspense fallback={null}>
      <SpanPeek {...peek} params={params} lastId={summary.lastId} />
    </Suspense>
  );
}

interface WhyBasisProps {
  readonly basis: Basis;
  readonly exact: Exact<WhyOfScope>;
}

/** What the answer is of, while that is a sample. */
export function WhyBasis({ basis, exact }: WhyBasisProps) {
  if (basis.exact) return null;
  const { running, failure, start, stop } = exact;
  return (
    <p className="notice" role="status">
      {describeBasis(basis, running, failure)}{" "}
      {(running || canFollow(basis)) && (
        <button type="button" className="link" onClick={running ? stop : start}>
          {running ? "Stop" : describeOffer(basis)}
        </button>
      )}
    </p>
  );
}

const NOTHING: WhyState = { answer: null, failure: null, since: null, progress: null, stopped: false };

export interface Why {
  readonly state: WhyState;
  /** Time that the last answer took, milliseconds. */
  readonly ms: number | null;
  readonly stop: () => void;
  readonly again: () => void;
  readonly exact: Exact<WhyOfScope>;
}

/** For a hook that asks nothing. */
const NO_WHY: WhyParams = { scope: DEFAULT_SCOPE, selection: { slowest: 5 } };

interface Plotted {
  /** The plot shows what was asked: the picture comes first, and the spans it has read are then in memory. */
  readonly drawn: boolean;
  /** It is as exact as it gets, and so are the rows, which take a moment where why takes seconds. */
  readonly ready: boolean;
  /** Something that comes with a page. */
  readonly page: object;
}

function askWhy(key: string, options: Parameters<typeof askQuery>[2] = {}): Promise<QueryOutcome<WhyOfScope>> {
  return askQuery("why", { ...(JSON.parse(key) as WhyParams), reading: "sample" }, options);
}

/** @param params null to make no request */
export function useWhy(params: WhyParams | null, { drawn, ready, page }: Plotted): Why {
  const [state, setState] = useState<WhyState>(NOTHING);
  const [ms, setMs] = useState<number | null>(null);
  /** The parameters that the answer is to. */
  const [answered, setAnswered] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const running = useRef<AbortController>(null);
  const key = params && JSON.stringify(params);
  const untilDrawn = useUntil(drawn);
  const show = useCallback((of: string, outcome: QueryOutcome<WhyOfScope>) => {
    if (outcome.ok) {
      setMs(outcome.ms);
      setAnswered(of);
    }
    setState((before) =>
      outcome.ok ? { ...NOTHING, answer: outcome.value } : { ...before, since: null, failure: outcome.message },
    );
  }, []);
  const isWhole = state.answer !== null && state.failure === null && state.since === null && !state.stopped;
  // The same question at a later moment: until it is answered, the page stays at the one before.
  if (isWhole && key !== null && drawn && followsOn(answered, key))
    show(key, use(askFor(page, key, () => askWhy(key))));
  const known = useRef(answered);
  useEffect(() => {
    known.current = answered;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn repeats the request
  useEffect(() => {
    if (key === null) return;
    if (known.current === key)
      return setState((before) => (before.since === null ? before : { ...NOTHING, answer: before.answer }));
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setState((before) => ({
      ...before,
      failure: null,
      since: Date.now(),
      progress: null,
      stopped: false,
    }));
    const onProgress = (progress: Progress) => setState((before) => ({ ...before, progress }));
    const ask = async () => {
      await untilDrawn();
      if (signal.aborted) return;
      const outcome = await askWhy(key, { signal, onProgress });
      if (!signal.aborted) show(key, outcome);
    };
    void ask();
    return () => controller.abort();
  }, [key, turn, untilDrawn, show]);
  const stop = useCallback(() => {
    running.current?.abort();
    setState((before) => ({ ...before, since: null, progress: null, stopped: true }));
  }, []);
  const again = useCallback(() => {
    setAnswered(null);
    setTurn((before) => before + 1);
  }, []);
  const settled = ready && params && answered === key && state.since === null ? state.answer : null;
  const exact = useExactPart("why", { ...(params ?? NO_WHY), reading: "exact" }, settled?.basis ?? null, page);
  const { answer } = exact;
  useEffect(() => {
    if (answer) setState((before) => ({ ...before, answer }));
  }, [answer]);
  return { state, ms, stop, again, exact };
}

/** @returns resolves once the condition holds */
function useUntil(holds: boolean): () => Promise<void> {
  const now = useRef(holds);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    now.current = holds;
    if (holds) for (const resolve of waiting.current.splice(0)) resolve();
  }, [holds]);
  return useCallback(async () => {
    if (!now.current) await new Promise<void>((resolve) => waiting.current.push(resolve));
  }, []);
}
