/** One span beside its tree: its rank within its name, its own and inherited tags, its error. */
"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, Suspense, use } from "react";
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatRawSeconds,
  formatShare,
  formatStart,
  MISSING,
  needsDates,
} from "../../../lib/model/format.ts";
import { formatText, showText } from "../../../lib/model/shown-text.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import { addressOf } from "../../shell/scope-href.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { BasisStrip } from "../../ui/basis-strip.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Swatch } from "../../ui/chip.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { SidePanel } from "../../ui/side-panel.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { exploreHref, spanHref } from "../address.ts";
import type { ShownSpan } from "./context.tsx";
import { useSpan } from "./context.tsx";
import { useExactRank, useExactRanks } from "./exact-ranks.ts";
import styles from "./panel.module.css";
import { RankHistogram } from "./rank-histogram.tsx";
import { describePlace, describeSlower, describeUp } from "./rank-words.ts";
import { SpanSteps } from "./steps.tsx";
import { InheritedTags, OwnTags } from "./tags.tsx";

interface SpanPanelProps {
  /** Self time of a span of the displayed tree, seconds. */
  readonly selfOf: (id: number) => number | undefined;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

export function SpanPanel({ selfOf, open, onOpen }: SpanPanelProps) {
  const { shownSpan, params } = useSpan();
  const { head, rank, tagRanks, inherited, problem } = use(shownSpan);
  const { sampled, ranked, byTag } = useExactRanks({ head, rank, tagRanks });
  const link = () => addressOf(spanHref(head.id, params.toString()));
  return (
    <SidePanel
      label={`Span ${head.id}`}
      reveal={head.id}
      title={
        <span className={styles.title}>
          <Swatch colorIndex={head.colorIndex} />
          <b>{formatText(head.name)}</b>
          <span className={styles.id}>
            span <span className="mono">{head.id}</span>
          </span>
        </span>
      }
      actions={<CopyButton text={link} what="the link to this span" link />}
      foot={<Foot head={head} inherited={inherited} />}
      open={open}
      onOpen={onOpen}
    >
      {problem && <AlertStrip message={problem} />}
      <section className={styles.top} aria-label="Duration">
        <Slowness head={head} rank={rank} exact={ranked.answer} />
      </section>
      <SpanSteps head={head} rank={rank} exact={ranked.answer} />
      {sampled && !sampled.exact && <BasisStrip basis={ranked.answer?.basis ?? sampled} exact={ranked} />}
      <Part title="Time">
        <Times head={head} self={selfOf(head.id)} inherited={inherited} />
      </Part>
      {head.tags.length > 0 && (
        <Part title="Tags" summary={`rank among ${formatText(head.name)}`}>
          <OwnTags tags={head.tags} ranks={tagRanks} exact={byTag.answer} />
        </Part>
      )}
      <Suspense fallback={null}>
        <InheritedParts inherited={inherited} query={params.toString()} />
      </Suspense>
      {head.error && (
        <Part title="Error">
          <p className={styles.error}>
            <b>{showText(head.error.type)}</b> {showText(head.error.message)}
          </p>
          {head.error.stack && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
            <pre className={styles.stack} tabIndex={0}>
              {showText(head.error.stack)}
            </pre>
          )}
        </Part>
      )}
    </SidePanel>
  );
}

interface RankedSpanProps extends Pick<ShownSpan, "head" | "rank"> {
  /** Among all spans, if the first one was among a sample; null until it has arrived. */
  readonly exact: SpanRank | null;
}

function Slowness({ head, rank, exact }: RankedSpanProps) {
  const { figure, unit } = head.duration === null ? { figure: MISSING, unit: "" } : formatDuration(head.duration);
  return (
    <>
      <p className={styles.duration}>
        <b title={head.duration === null ? undefined : formatRawSeconds(head.duration)}>
          {figure} <small>{unit}</small>
        </b>
        <Suspense fallback={<Skeleton width="150px" />}>
          <Ranked rank={rank} exact={exact}>
            {(ranked) => <span>{describeSlower(head.name, ranked)}</span>}
          </Ranked>
        </Suspense>
      </p>
      <Suspense fallback={<div className={styles.chartRoom} />}>
        <Ranked rank={rank} exact={exact}>
          {(ranked) => <RankHistogram rank={ranked} name={head.name} duration={head.duration ?? 0} />}
        </Ranked>
      </Suspense>
    </>
  );
}

interface RankedProps extends Pick<RankedSpanProps, "rank" | "exact"> {
  readonly children: (ranked: SpanRank) => ReactNode;
}

/** Renders what depends on the rank: nothing if the span has none, the reason if it could not be computed. */
function Ranked({ rank, exact, children }: RankedProps) {
  const outcome = use(rank);
  if (!outcome.ok) return <span role="alert">{outcome.message}</span>;
  const value = exact ?? outcome.value;
  return value && children(value);
}

interface TimesProps extends Pick<ShownSpan, "head" | "inherited"> {
  readonly self: number | undefined;
}

function Times({ head, self, inherited }: TimesProps) {
  const { clock, moment, offset, zero, duration } = head;
  // A date holds the time of day.
  const isDate = offset !== null && (zero.dated || needsDates(offset, offset));
  const start = isDate ? formatStart(offset, zero) : null;
  return (
    <dl className={styles.list}>
      <div>
        <dt>start</dt>
        <dd className="mono" title={moment}>
          {start ?? clock ?? MISSING}
        </dd>
        <dd>{offset === null || start !== null ? "" : formatStart(offset, zero)}</dd>
      </div>
      <div>
        <dt>duration</dt>
        <dd className="mono">{duration === null ? MISSING : formatRawSeconds(duration)}</dd>
      </div>
      {duration !== null && (
        <div>
          <dt>self</dt>
          <dd className="mono">{self === undefined ? "" : formatRawSeconds(self)}</dd>
          <dd>{self !== undefined && duration > 0 ? formatShare(self / duration) : ""}</dd>
        </div>
      )}
      <Suspense fallback={null}>
        <Root inherited={inherited} />
      </Suspense>
    </dl>
  );
}

/** The tree's root, and how many generations up it is. */
function Root({ inherited }: Pick<ShownSpan, "inherited">) {
  const { params } = useSpan();
  const outcome = use(inherited);
  const root = outcome.ok ? outcome.value.root : null;
  if (!outcome.ok || !root) return null;
  return (
    <div>
      <dt>root</dt>
      <dd>
        <Link href={spanHref(root.id, params.toString())} prefetch={false}>
          {formatText(root.name)}
        </Link>
      </dd>
      <dd title={describeUp(outcome.value.generations)}>{formatCount(outcome.value.generations)} up</dd>
    </div>
  );
}

interface InheritedProps extends Pick<ShownSpan, "inherited"> {
  readonly query: string;
}

/** One part per name from which tags are inherited. */
function InheritedParts({ inherited, query }: InheritedProps) {
  const outcome = use(inherited);
  if (!outcome.ok)
    return (
      <Part title="Inherited">
        <p role="alert">{outcome.message}</p>
      </Part>
    );
  const { from, more, lookedAt, generations } = outcome.value;
  const rest = [
    more > 0 && `${formatCounted(more, "more tag")} farther up`,
    lookedAt < generations && `tags of the nearest ${formatCount(lookedAt)} of ${formatCount(generations)} generations`,
  ].filter((part) => part !== false);
  return (
    <>
      {[...new Set(from.map(({ name }) => name))].map((name) => (
        <Part key={name} title={`Inherited from ${formatText(name)}`}>
          <InheritedTags from={from.filter((source) => source.name === name)} query={query} />
        </Part>
      ))}
      {rest.length > 0 && <p className={styles.rest}>{rest.join("; ")}</p>}
    </>
  );
}

interface PartProps {
  readonly title: ReactNode;
  readonly summary?: string;
  readonly children: ReactNode;
}

function Part({ title, summary, children }: PartProps) {
  return (
    <section className="part">
      <div className={styles.head}>
        <h3>{title}</h3>
        {summary && <span>{summary}</span>}
      </div>
      {children}
    </section>
  );
}

function Foot({ head, inherited }: Pick<ShownSpan, "head" | "inherited">) {
  const { params } = useSpan();
  const why = exploreHref(head.name, params, { why: "slowest" });
  const router = useRouter();
  useKey("w", "Why slow?", () => router.push(why));
  return (
    <div className={styles.foot}>
      <ButtonLink href={why}>
        Why slow? <kbd>w</kbd>
      </ButtonLink>
      <ButtonLink href={exploreHref(head.name, params)}>Show in Explore</ButtonLink>
      <Suspense fallback={null}>
        <CopyJson head={head} inherited={inherited} />
      </Suspense>
    </div>
  );
}

function CopyJson({ head, inherited }: Pick<ShownSpan, "head" | "inherited">) {
  const outcome = use(inherited);
  const span = { ...head, ...(outcome.ok && { inherited: outcome.value.from }) };
  return <CopyButton text={JSON.stringify(span, null, 2)} what="this span as JSON" worded="JSON" />;
}

/** For the scope line: `+7.447 s, 3rd slowest of 960`. */
export function SpanHint() {
  const { shownSpan } = useSpan();
  const { head, rank } = use(shownSpan);
  const exact = useExactRank(head.id);
  const start = head.offset === null ? "" : formatStart(head.offset, head.zero);
  return (
    <span className={styles.hint}>
      {start}
      <Suspense fallback={null}>
        <Ranked rank={rank} exact={exact}>
          {(ranked) => {
            const place = describePlace(ranked);
            return place && `${start && ", "}${place}`;
          }}
        </Ranked>
      </Suspense>
    </span>
  );
}
