/** A span's tags, one per line: type, key, value, and rank within its name. */
"use client";

import Link from "next/link";
import { Suspense, use } from "react";
import { aboutOf } from "../../../lib/model/basis.ts";
import { formatBytes, formatCount, formatStored, isBytesKey } from "../../../lib/model/format.ts";
import { exactNumber } from "../../../lib/model/kinds.ts";
import { formatText, showText } from "../../../lib/model/shown-text.ts";
import type { InheritedFrom } from "../../../lib/queries/inherited.ts";
import type { DetailTag } from "../../../lib/queries/span-detail.ts";
import type { TagRanks } from "../../../lib/queries/span-tag-ranks.ts";
import { TypeMark } from "../../ui/chip.tsx";
import { spanHref } from "../address.ts";
import type { ShownSpan } from "./context.tsx";
import styles from "./panel.module.css";
import { describeTagRank, describeUp, isTooRare } from "./rank-words.ts";

interface OwnTagsProps {
  readonly tags: readonly DetailTag[];
  readonly ranks: ShownSpan["tagRanks"];
  /** Among all spans, if those were among a sample; null until they have arrived. */
  readonly exact: TagRanks | null;
}

export function OwnTags({ tags, ranks, exact }: OwnTagsProps) {
  return (
    <dl className={styles.list}>
      {tags.map((tag) => (
        <div key={tag.key}>
          <Tag tag={tag} />
          <dd>
            <Suspense fallback={null}>
              <Rank tagKey={tag.key} ranks={ranks} exact={exact} />
            </Suspense>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface RankProps extends Pick<OwnTagsProps, "ranks" | "exact"> {
  readonly tagKey: string;
}

function Rank({ tagKey, ranks, exact }: RankProps) {
  const outcome = use(ranks);
  if (!outcome.ok) return null;
  const answer = exact ?? outcome.value;
  const found = answer.ranks.find(({ key }) => key === tagKey);
  if (!found || isTooRare(found.count, answer.basis)) return null;
  const about = aboutOf(answer.basis);
  const words = `of ${about}${formatCount(found.count)} with ${formatText(tagKey)}`;
  return (
    <span title={found.kind === "percentile" ? `among the values ${words}` : words}>
      {about}
      {describeTagRank(found)}
    </span>
  );
}

/** Inherited tags, each with its number of generations up and a link to its span. */
export function InheritedTags({ from, query }: { readonly from: readonly InheritedFrom[]; readonly query: string }) {
  return (
    <dl className={styles.list}>
      {from.flatMap(({ id, up, tags }) =>
        tags.map((tag) => (
          <div key={tag.key}>
            <Tag tag={tag} />
            <dd>
              <Link href={spanHref(id, query)} title={`span ${id}, ${describeUp(up)}`} prefetch={false}>
                {formatCount(up)} up
              </Link>
            </dd>
          </div>
        )),
      )}
    </dl>
  );
}

function Tag({ tag: { key, value, kind } }: { readonly tag: DetailTag }) {
  const number = kind === "number" ? exactNumber(value) : undefined;
  const grouped = number !== undefined && Number.isInteger(number) && Math.abs(number) >= 10_000;
  const shown = number === undefined ? value : grouped ? formatCount(number) : formatStored(number);
  const title = number !== undefined && isBytesKey(key) ? `${value}, ${formatBytes(number)}` : showText(value);
  return (
    <>
      <dt>
        <TypeMark kind={kind} />
        <span title={formatText(key)}>{formatText(key)}</span>
      </dt>
      <dd className="mono" title={title}>
        {formatText(shown)}
      </dd>
    </>
  );
}
