/** One span beside its tree: how slow among its name, its tags, what it inherits, its error. */
"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, Suspense, use } from "react";
import { formatDuration, formatRawSeconds, formatShare, formatStart, MISSING } from "../../../lib/format.ts";
import { formatText, showText } from "../../../lib/shown-text.ts";
import { AlertStrip } from "../controls/alert-strip.tsx";
import { ButtonLink } from "../controls/button.tsx";
import { CopyButton } from "../controls/copy-button.tsx";
import { Swatch } from "../controls/swatch.tsx";
import { useKey } from "../shell/keys.ts";
import { SidePanel } from "../shell/side-panel.tsx";
import { Skeleton } from "../shell/skeleton.tsx";
import { RankHistogram } from "./rank-histogram.tsx";
import { sayPlace, saySlower } from "./rank-words.ts";
import { useSpan } from "./span-context.tsx";
import type { SpanFacts, SpanHead } from "./span-facts.ts";
import styles from "./span-panel.module.css";
import { SpanSteps } from "./span-steps.tsx";
import { InheritedTags, OwnTags } from "./span-tags.tsx";
import { exploreHref, spanHref } from "./span-url.ts";

interface SpanPanelProps {
  /** Seconds that no child took, of spans of the tree that is shown. */
  readonly selfOf: (id: number) => number | undefined;
  readonly onClose: () => void;
}

export function SpanPanel({ selfOf, onClose }: SpanPanelProps) {
  const { facts, params } = useSpan();
  const { head, rank, tagRanks, problem } = use(facts);
  const link = () => new URL(spanHref(head.id, params.toString()), window.location.href).href;
  return (
    <SidePanel
      label={`Span ${head.id}`}
      reveal={head.id}
      title={
        <span className={styles.title}>
          <Swatch slot={head.slot} />
          <b>{formatText(head.name)}</b>
          <span className={styles.id}>
            span <span className="mono">{head.id}</span>
          </span>
        </span>
      }
      actions={<CopyButton text={link} what="the link to this span" link />}
      foot={<Foot head={head} />}
      onClose={onClose}
    >
      {problem && <AlertStrip message={problem} />}
      <section className={styles.top} aria-label="Duration">
        <Slowness head={head} rank={rank} />
      </section>
      <SpanSteps head={head} rank={rank} />
      <Part title="Time">
        <Times head={head} self={selfOf(head.id)} />
      </Part>
      {head.tags.length > 0 && (
        <Part title="Tags" fact={`rank among ${formatText(head.name)}`}>
          <OwnTags tags={head.tags} ranks={tagRanks} />
        </Part>
      )}
      {head.ancestors
        .filter(({ tags }) => tags.length > 0)
        .map(({ id, name, tags }) => (
          <Part
            key={id}
            title={
              <>
                Inherited from <Link href={spanHref(id, params.toString())}>{formatText(name)}</Link>
              </>
            }
          >
            <InheritedTags tags={tags} />
          </Part>
        ))}
      {head.error && (
        <Part title="Error">
          <p className={styles.error}>
            <b>{showText(head.error.type)}</b> {showText(head.error.message)}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard */}
          {head.error.stack && <pre tabIndex={0}>{showText(head.error.stack)}</pre>}
        </Part>
      )}
    </SidePanel>
  );
}

function Slowness({ head, rank }: Pick<SpanFacts, "head" | "rank">) {
  const { figure, unit } = head.duration === null ? { figure: MISSING, unit: "" } : formatDuration(head.duration);
  return (
    <>
      <p className={styles.duration}>
        <b title={head.duration === null ? undefined : formatRawSeconds(head.duration)}>
          {figure} <small>{unit}</small>
        </b>
        <Suspense fallback={<Skeleton width="150px" />}>
          <Ranked rank={rank}>{(found) => <span>{saySlower(head.name, found)}</span>}</Ranked>
        </Suspense>
      </p>
      <Suspense fallback={<div className={styles.chartRoom} />}>
        <Ranked rank={rank}>
          {(found) => <RankHistogram rank={found} name={head.name} duration={head.duration ?? 0} />}
        </Ranked>
      </Suspense>
    </>
  );
}

interface RankedProps {
  readonly rank: SpanFacts["rank"];
  readonly children: (found: NonNullable<Extract<Awaited<SpanFacts["rank"]>, { ok: true }>["value"]>) => ReactNode;
}

/** What needs the rank: nothing where the span has none, the reason where it could not be found. */
function Ranked({ rank, children }: RankedProps) {
  const outcome = use(rank);
  if (!outcome.ok) return <span role="alert">{outcome.message}</span>;
  return outcome.value && children(outcome.value);
}

function Times({ head, self }: { readonly head: SpanHead; readonly self: number | undefined }) {
  const { clock, moment, offset, duration } = head;
  return (
    <dl className={styles.list}>
      <div>
        <dt>start</dt>
        <dd className="mono" title={moment}>
          {clock ?? MISSING}
        </dd>
        <dd>{offset === null ? "" : formatStart(offset)}</dd>
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
    </dl>
  );
}

interface PartProps {
  readonly title: ReactNode;
  readonly fact?: string;
  readonly children: ReactNode;
}

function Part({ title, fact, children }: PartProps) {
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <h3>{title}</h3>
        {fact && <span>{fact}</span>}
      </div>
      {children}
    </section>
  );
}

function Foot({ head }: { readonly head: SpanHead }) {
  const { params } = useSpan();
  const why = exploreHref(head.name, params, { why: "1" });
  const router = useRouter();
  useKey("w", "Why slow?", () => router.push(why));
  return (
    <div className={styles.foot}>
      <ButtonLink href={why}>
        Why slow? <kbd>w</kbd>
      </ButtonLink>
      <ButtonLink href={exploreHref(head.name, params)}>Show in Explore</ButtonLink>
      <CopyButton text={JSON.stringify(head, null, 2)} what="this span as JSON" worded="JSON" />
    </div>
  );
}

/** For the scope line: `+7.447 s, 3rd slowest of 960`. */
export function SpanHint() {
  const { facts } = useSpan();
  const { head, rank } = use(facts);
  const start = head.offset === null ? "" : formatStart(head.offset);
  return (
    <span className={styles.hint}>
      {start}
      <Suspense fallback={null}>
        <Ranked rank={rank}>{(found) => `${start && ", "}${sayPlace(found)}`}</Ranked>
      </Suspense>
    </span>
  );
}
