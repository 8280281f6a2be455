/** One span beside its tree: its rank within its name, its own and inherited tags, its error. */
"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, Suspense, use } from "react";
import { formatDuration, formatRawSeconds, formatStart, MISSING } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import facts from "../../shell/peek/facts.module.css";
import { describePlace, describeSlower } from "../../shell/peek/rank-words.ts";
import { ErrorPart, TagParts, Times } from "../../shell/peek/span-parts.tsx";
import { addressOf } from "../../shell/scope-href.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { BasisStrip } from "../../ui/basis-strip.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { EarlyNameSwatch } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { exploreHref, spanHref } from "../address.ts";
import type { ShownSpan } from "./context.tsx";
import { useSpan } from "./context.tsx";
import { useExactRank, useExactRanks } from "./exact-ranks.ts";
import styles from "./panel.module.css";
import { RankHistogram } from "./rank-histogram.tsx";
import { SpanSteps } from "./steps.tsx";

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
        <span className={facts.title}>
          <EarlyNameSwatch name={head.name} />
          <b title={formatText(head.name)}>
            <ShownText text={head.name} cut />
          </b>
          <span className={facts.id}>
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
      {head.error && <ErrorPart error={head.error} />}
      <Times head={head} self={selfOf(head.id)} inherited={inherited} params={params} />
      <TagParts head={head} tagRanks={tagRanks} exact={byTag.answer} inherited={inherited} params={params} />
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
      <p className={facts.duration}>
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

function Foot({ head, inherited }: Pick<ShownSpan, "head" | "inherited">) {
  const { params } = useSpan();
  const why = exploreHref(head.name, params, { why: "slowest" });
  const router = useRouter();
  useKey("w", "Why slow?", () => router.push(why));
  return (
    <div className={`${facts.foot} ${styles.foot}`}>
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
