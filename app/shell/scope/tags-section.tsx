/** Tags in the rail: what kind, which key, what they hold. Each opens to values to filter by, or to a range. */
"use client";

import {
  formatBytes,
  formatCount,
  formatCounted,
  formatNumber,
  formatRange,
  isBytesKey,
} from "../../../lib/model/format.ts";
import type { ValueKind } from "../../../lib/model/kinds.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { NumberBins } from "../../../lib/stats/number-bins.ts";
import { TypeMark } from "../../ui/type-mark.tsx";
import rows from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import { TagRange } from "./tag-range.tsx";
import { TagValues } from "./tag-values.tsx";
import { useScope } from "./use-scope.ts";

export interface RailTag {
  readonly key: string;
  readonly kind: ValueKind;
  /** Tags with this key. */
  readonly count: number;
  readonly values: number;
  readonly top: readonly { readonly value: string; readonly count: number }[];
  readonly numbers: NumberBins | null;
}

/** So few values are shown as such, numbers too. */
const SHORT = 8;

interface TagsSectionProps {
  readonly tags: readonly RailTag[];
  readonly keyCount: number;
  /** Whether older tags were not looked at. */
  readonly cut: boolean;
}

export function TagsSection({ tags, keyCount, cut }: TagsSectionProps) {
  const { scope } = useScope();
  const first = tags.find(({ numbers, values }) => !numbers && values > 1 && values <= SHORT);
  if (tags.length === 0) return <RailSection title="Tags" />;
  const fact =
    scope.tags.length > 0
      ? formatCounted(scope.tags.length, "filter")
      : tags.length < keyCount
        ? `${formatCount(tags.length)} of ${formatCount(keyCount)}`
        : cut
          ? "from the newest spans"
          : "no filter";
  return (
    <RailSection title="Tags" fact={fact}>
      <ul className={rows.rows}>
        {tags.map((tag) => (
          <li key={tag.key}>
            <Tag tag={tag} limited={scope.tags.some((filter) => filter.key === tag.key)} first={tag === first} />
          </li>
        ))}
      </ul>
    </RailSection>
  );
}

interface TagProps {
  readonly tag: RailTag;
  readonly limited: boolean;
  /** One is open from the start: it shows what the others hold. */
  readonly first: boolean;
}

function Tag({ tag, limited, first }: TagProps) {
  return (
    <details open={limited || first || undefined}>
      <summary className={`${rows.row} ${rows.open}`} title={formatText(tag.key)}>
        <TypeMark kind={tag.kind} />
        <span className={limited ? `${rows.text} ${rows.limited}` : rows.text}>{formatText(tag.key)}</span>
        <span className={rows.fact}>{summarize(tag)}</span>
      </summary>
      {tag.numbers && tag.values > SHORT ? (
        <TagRange tagKey={tag.key} numbers={tag.numbers} />
      ) : (
        <TagValues tagKey={tag.key} count={tag.count} values={tag.values} top={tag.top} />
      )}
    </details>
  );
}

function summarize({ key, values, numbers }: RailTag): string {
  if (!numbers) return formatCounted(values, "value");
  const format = isBytesKey(key) ? formatBytes : formatNumber;
  return formatRange(format(numbers.low), format(numbers.high));
}
