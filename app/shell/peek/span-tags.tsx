/** A span's tags, one per line: type, key, value, and rank within its name. Each opens to its inspector. */
"use client";

import Link from "next/link";
import { lazy, type MouseEvent, type ReactNode, Suspense, use, useId, useState } from "react";
import { formatBytes, formatCount, formatStored, isBytesKey } from "../../../lib/model/format.ts";
import { exactNumber } from "../../../lib/model/kinds.ts";
import { cutText } from "../../../lib/model/shown-text.ts";
import type { InheritedFrom } from "../../../lib/queries/inherited.ts";
import type { DetailTag } from "../../../lib/queries/span-detail.ts";
import type { TagRanks } from "../../../lib/queries/span-tag-ranks.ts";
import { TypeMark } from "../../ui/chip.tsx";
import { isPlainClick } from "../../ui/plain-click.ts";
import { ShownText } from "../../ui/shown-text.tsx";
import { viewHref } from "../scope-href.ts";
import styles from "./facts.module.css";
import { describeTagRank, describeUp, explainTagRank, isTooRare } from "./rank-words.ts";
import type { SpanFacts } from "./span-facts.ts";

const TagInspector = lazy(async () => ({ default: (await import("./tag-inspector.tsx")).TagInspector }));

interface TagsProps {
  /** Name of the span that is looked at. */
  readonly name: string;
  /** The parameters of the page. */
  readonly params: URLSearchParams;
}

interface OwnTagsProps extends TagsProps {
  readonly id: number;
  readonly tags: readonly DetailTag[];
  readonly ranks: SpanFacts["tagRanks"];
  /** Among all spans, if those were among a sample; null until they have arrived. */
  readonly exact: TagRanks | null;
}

export function OwnTags({ id, tags, ranks, exact, ...about }: OwnTagsProps) {
  return (
    <dl className={styles.list}>
      {tags.map((tag) => (
        <Tag
          key={tag.key}
          spanId={id}
          tag={tag}
          {...about}
          fact={
            <Suspense fallback={null}>
              <Ranked tag={tag} ranks={ranks} exact={exact}>
                {(words) => <p className={styles.fact}>{words.sentence}</p>}
              </Ranked>
            </Suspense>
          }
        >
          <Suspense fallback={null}>
            <Ranked tag={tag} ranks={ranks} exact={exact}>
              {(words) => <span title={words.sentence}>{words.short}</span>}
            </Ranked>
          </Suspense>
        </Tag>
      ))}
    </dl>
  );
}

interface RankedProps extends Pick<OwnTagsProps, "ranks" | "exact"> {
  readonly tag: DetailTag;
  readonly children: (words: { readonly short: string; readonly sentence: string }) => ReactNode;
}

/** Values are compared up to this length. */
const COMPARED = 200;

function Ranked({ tag, ranks, exact, children }: RankedProps) {
  const outcome = use(ranks);
  if (!outcome.ok) return null;
  const answer = exact ?? outcome.value;
  const found = answer.ranks.find(({ key }) => key === tag.key);
  if (!found || isTooRare(found.count, answer.basis)) return null;
  const sentence = explainTagRank(found, answer.basis, tag.value.length < COMPARED);
  return children({ short: describeTagRank(found, answer.basis), sentence: `${sentence}.` });
}

interface InheritedTagsProps extends TagsProps {
  readonly from: readonly InheritedFrom[];
}

/** Inherited tags, each with its number of generations up and a link to its span. */
export function InheritedTags({ from, name, params }: InheritedTagsProps) {
  return (
    <dl className={styles.list}>
      {from.flatMap(({ id, name: above, up, tags }) =>
        tags.map((tag) => (
          <Tag
            key={tag.key}
            spanId={id}
            tag={tag}
            name={name}
            params={params}
            fact={
              <p className={styles.fact}>
                From <ShownText text={above} />, {describeUp(up)}.
              </p>
            }
          >
            <Link href={viewHref(`/span/${id}`, params)} title={`span ${id}, ${describeUp(up)}`} prefetch={false}>
              {formatCount(up)} up
            </Link>
          </Tag>
        )),
      )}
    </dl>
  );
}

interface TagProps extends TagsProps {
  readonly spanId: number;
  readonly tag: DetailTag;
  readonly fact: ReactNode;
  /** The last cell of the line. */
  readonly children: ReactNode;
}

/** Of longer values, the line could never show more. */
const IN_LINE = 300;

export function Tag({ tag, children, fact, ...about }: TagProps) {
  const { key, value, kind } = tag;
  const [open, setOpen] = useState(false);
  const id = useId();
  const number = kind === "number" ? exactNumber(value) : undefined;
  const grouped = number !== undefined && Number.isInteger(number) && Math.abs(number) >= 10_000;
  const shown = number === undefined ? cutText(value, IN_LINE) : grouped ? formatCount(number) : formatStored(number);
  const title = number !== undefined && isBytesKey(key) ? `${value}, ${formatBytes(number)}` : undefined;
  const toggle = (event: MouseEvent) => {
    if (isPlainClick(event)) setOpen(!open);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its button does the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: its button does the same
    <div data-open={open || undefined} onClick={toggle}>
      <dt>
        <TypeMark kind={kind} />
        <button type="button" className="cut" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <ShownText text={key} cut />
        </button>
      </dt>
      <dd className="mono" title={title}>
        <ShownText text={shown} cut="mono" />
      </dd>
      <dd>{children}</dd>
      {open && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps clicks from the line
        <dd id={id} className={styles.opened} onClick={(event) => event.stopPropagation()}>
          <Suspense fallback={null}>
            <TagInspector tag={tag} fact={fact} {...about} />
          </Suspense>
        </dd>
      )}
    </div>
  );
}
