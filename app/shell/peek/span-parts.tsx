/** The parts of what is said about one span: times, way up, tags, error. */
"use client";

import Link from "next/link";
import { type ReactNode, Suspense, use } from "react";
import {
  formatCount,
  formatCounted,
  formatRawSeconds,
  formatShare,
  formatStart,
  MISSING,
  needsDates,
} from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SpanError } from "../../../lib/queries/span-detail.ts";
import type { TagRanks } from "../../../lib/queries/span-tag-ranks.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { viewHref } from "../scope-href.ts";
import { ExactText } from "./exact-text.tsx";
import styles from "./facts.module.css";
import { describeUp } from "./rank-words.ts";
import { RunFacts } from "./run-facts.tsx";
import type { SpanFacts } from "./span-facts.ts";
import { InheritedTags, OwnTags } from "./span-tags.tsx";

interface PartProps {
  readonly title: ReactNode;
  readonly summary?: ReactNode;
  readonly children: ReactNode;
}

export function Part({ title, summary, children }: PartProps) {
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

interface FactsProps extends Pick<SpanFacts, "head" | "inherited"> {
  /** The parameters of the page. */
  readonly params: URLSearchParams;
}

interface TimesProps extends FactsProps {
  /** Seconds; undefined until known. */
  readonly self: number | undefined;
}

export function Times({ head, self, ...above }: TimesProps) {
  const { clock, moment, offset, zero, duration } = head;
  // A date holds the time of day.
  const isDate = offset !== null && (zero.dated || needsDates(offset, offset));
  const start = isDate ? formatStart(offset, zero) : null;
  return (
    <Part title="Time">
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
          <WayUp head={head} {...above} />
        </Suspense>
      </dl>
    </Part>
  );
}

/** The spans around it, from the root down to the parent. */
function WayUp({ inherited, params }: FactsProps) {
  const outcome = use(inherited);
  if (!outcome.ok || !outcome.value.root) return null;
  const { root, path, generations } = outcome.value;
  const near = path.filter(({ id }) => id !== root.id).reverse();
  const between = generations - 1 - near.length;
  const links = [root, ...near].map(({ id, name }) => (
    <Link key={id} href={viewHref(`/span/${id}`, params)} title={`span ${id}, ${formatText(name)}`} prefetch={false}>
      <ShownText text={name} cut />
    </Link>
  ));
  if (between > 0) links.splice(1, 0, <span key="between">{formatCount(between)} more</span>);
  return (
    <div>
      <dt>in</dt>
      <dd className={styles.path}>{links}</dd>
      <dd title={describeUp(generations)}>{formatCount(generations)} up</dd>
    </div>
  );
}

interface TagPartsProps extends FactsProps, Pick<SpanFacts, "tagRanks"> {
  readonly exact: TagRanks | null;
}

/** Own tags, then one part per name from which tags are inherited. */
export function TagParts({ head, tagRanks, exact, inherited, params }: TagPartsProps) {
  const { id, name, tags } = head;
  return (
    <>
      {tags.length > 0 && (
        <Part
          title="Tags"
          summary={
            <>
              rank among <ShownText text={name} cut />
            </>
          }
        >
          <OwnTags id={id} name={name} params={params} tags={tags} ranks={tagRanks} exact={exact} />
        </Part>
      )}
      <Suspense fallback={null}>
        <InheritedParts head={head} inherited={inherited} params={params} />
      </Suspense>
    </>
  );
}

function InheritedParts({ head, inherited, params }: FactsProps) {
  const outcome = use(inherited);
  if (!outcome.ok)
    return (
      <Part title="Inherited">
        <p role="alert">{outcome.message}</p>
      </Part>
    );
  const { from, more, lookedAt, generations, run } = outcome.value;
  const rest = [
    more > 0 && `${formatCounted(more, "more tag")} farther up`,
    lookedAt < generations && `tags of the nearest ${formatCount(lookedAt)} of ${formatCount(generations)} generations`,
  ].filter((part) => part !== false);
  return (
    <>
      {[...new Set(from.map(({ name }) => name))].map((name) => (
        <Part
          key={name}
          title={
            <>
              Inherited from <ShownText text={name} cut />
            </>
          }
        >
          <InheritedTags from={from.filter((source) => source.name === name)} name={head.name} params={params} />
        </Part>
      ))}
      {rest.length > 0 && <p className={styles.rest}>{rest.join("; ")}</p>}
      {run && (
        <Part title="Run" summary={<span className="mono">{run.id}</span>}>
          <RunFacts run={run} name={head.name} params={params} />
        </Part>
      )}
    </>
  );
}

/** A failed span's error, letter for letter. */
export function ErrorPart({ error: { type, message, stack } }: { readonly error: SpanError }) {
  return (
    <Part
      title="Error"
      summary={<CopyButton text={stack || `${type}: ${message}`} what={stack ? "the stack" : "the error"} worded />}
    >
      <div className={styles.error}>
        <b>
          <ShownText text={type} />
        </b>{" "}
        <ShownText text={message} lines />
      </div>
      {stack && <ExactText text={stack} label="Stack" />}
    </Part>
  );
}
