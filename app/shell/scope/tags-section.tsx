/** Tags in the rail: kind, key and contents. Each expands to values to filter by, or to a range. */
"use client";

import { type FocusEvent, type KeyboardEvent, useId } from "react";
import { filterOfCounted } from "../../../lib/model/filter.ts";
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatNumber,
  formatRange,
  formatRoughRange,
  formatStored,
  isBytesKey,
} from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { ScopeTag, ScopeTags } from "../../../lib/queries/scope-tags.ts";
import { type NumberBins, numberAt, shareOf } from "../../../lib/stats/number-bins.ts";
import { TypeMark } from "../../ui/chip.tsx";
import { Field } from "../../ui/field.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import { sameFilter } from "./filter-draft.ts";
import { RangeStrip, STRIP_STEPS } from "./range-strip.tsx";
import { rangeOf, setRange, toggleFilter } from "./scope-url.ts";
import { useScope } from "./use-scope.ts";

/** Up to this many values are listed individually, even if they are numbers. */
const SHORT = 8;

export function TagsSection({ tags, keyCount, basis }: ScopeTags) {
  const { scope } = useScope();
  const first = tags.find(({ numbers, values }) => !numbers && values > 1 && values <= SHORT);
  if (tags.length === 0) return <RailSection title="Tags" />;
  const summary =
    scope.tags.length > 0
      ? formatCounted(scope.tags.length, "filter")
      : tags.length < keyCount
        ? `${formatCount(tags.length)} of ${formatCount(keyCount)}`
        : basis.exact
          ? "no filter"
          : `≈ from ${formatCount(basis.read)} spans`;
  return (
    <RailSection title="Tags" summary={summary}>
      <ul className={styles.rows}>
        {tags.map((tag) => (
          <li key={tag.key}>
            <Tag
              tag={tag}
              limited={scope.tags.some((filter) => filter.key === tag.key)}
              first={tag === first}
              exact={basis.exact}
            />
          </li>
        ))}
      </ul>
      <p className={styles.hint}>Counts are of own tags; a filter also keeps spans that inherit the tag (↑).</p>
    </RailSection>
  );
}

interface TagProps {
  readonly tag: ScopeTag;
  readonly limited: boolean;
  /** Whether it starts expanded: one tag does, to show what the others hold. */
  readonly first: boolean;
  /** Whether counts are exact, and no value is missing. */
  readonly exact: boolean;
}

function Tag({ tag, limited, first, exact }: TagProps) {
  return (
    <details open={limited || first || undefined}>
      <summary className={`${styles.row} ${styles.open} ${styles.whole}`} title={formatText(tag.key)}>
        <TypeMark kind={tag.kind} />
        <span className={limited ? `${styles.text} ${styles.limited}` : styles.text}>
          <ShownText text={tag.key} cut />
        </span>
        <span className={styles.fact} title={describeEnds(tag)}>
          {summarize(tag)}
        </span>
      </summary>
      {tag.numbers && tag.values > SHORT ? (
        <TagRange tagKey={tag.key} numbers={tag.numbers} />
      ) : (
        <TagValues tagKey={tag.key} count={tag.count} values={tag.values} top={tag.top} exact={exact} />
      )}
    </details>
  );
}

function summarize({ key, values, numbers }: ScopeTag): string {
  if (!numbers) return formatCounted(values, "value");
  const { low, high } = numbers;
  return isBytesKey(key) ? formatRange(formatBytes(low), formatBytes(high)) : formatRoughRange(low, high);
}

/** Both ends with all their digits. */
function describeEnds({ numbers }: ScopeTag): string | undefined {
  return numbers ? formatRange(formatStored(numbers.low), formatStored(numbers.high)) : undefined;
}

interface TagValuesProps {
  readonly exact: boolean;
  readonly tagKey: string;
  readonly count: number;
  readonly values: number;
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

/** A tag's most frequent values; clicking one toggles a filter. */
function TagValues({ tagKey, count: all, values, top, exact }: TagValuesProps) {
  const { scope, push } = useScope();
  const more = values - top.length;
  return (
    <ul className={styles.values}>
      {top.map(({ value, count }) => {
        const filter = filterOfCounted(tagKey, value);
        return (
          <li key={value}>
            <button
              type="button"
              className={styles.value}
              aria-pressed={scope.tags.some((other) => sameFilter(other, filter))}
              title={formatText(value)}
              onClick={() => push({ tags: toggleFilter(scope, filter) })}
            >
              <span className={`${styles.text} mono`}>
                <ShownText text={value} cut="mono" />
              </span>
              <span className={styles.fact}>
                {exact ? "" : "≈ "}
                {formatCount(count)}
              </span>
              <svg className={styles.line} height="2" aria-hidden="true">
                <rect width={`${(100 * count) / all}%`} height="2" />
              </svg>
            </button>
          </li>
        );
      })}
      {more > 0 && (
        <li className={styles.more}>
          {formatCount(more)} {exact ? "more" : "more seen"}
        </li>
      )}
    </ul>
  );
}

interface TagRangeProps {
  readonly tagKey: string;
  readonly numbers: NumberBins;
}

/** A numeric tag: its distribution, and a range set by handles or by two fields. */
function TagRange({ tagKey, numbers }: TagRangeProps) {
  const { scope, replace } = useScope();
  const { low, high } = rangeOf(scope, tagKey);
  const place = (value: number) => Math.round(shareOf(numbers, value) * STRIP_STEPS);
  const value = (at: number) => numberAt(numbers, at / STRIP_STEPS);
  const format = isBytesKey(tagKey) ? formatBytes : formatNumber;
  const commit = (from: number | null, to: number | null) => replace({ tags: setRange(scope, tagKey, from, to) });
  return (
    <div className={styles.range}>
      <RangeStrip
        label={formatText(tagKey)}
        bins={numbers.bins}
        low={low === null ? 0 : place(low)}
        high={high === null ? STRIP_STEPS : place(high)}
        say={(at) => format(at === 0 ? numbers.low : at === STRIP_STEPS ? numbers.high : value(at))}
        onCommit={(from, to) => commit(from === 0 ? null : value(from), to === STRIP_STEPS ? null : value(to))}
      />
      <div className={styles.fields}>
        <NumberField
          label={`${formatText(tagKey)} at least`}
          value={low}
          hint={numbers.low}
          onCommit={(from) => commit(from, high)}
        />
        to
        <NumberField
          label={`${formatText(tagKey)} at most`}
          value={high}
          hint={numbers.high}
          onCommit={(to) => commit(low, to)}
        />
      </div>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly hint: number;
  readonly onCommit: (value: number | null) => void;
}

function NumberField({ label, value, hint, onCommit }: NumberFieldProps) {
  const id = useId();
  const take = (event: FocusEvent<HTMLInputElement> | KeyboardEvent<HTMLInputElement>) => {
    const text = event.currentTarget.value.trim();
    const next = text === "" ? null : Number(text);
    if (next !== value && (next === null || Number.isFinite(next))) onCommit(next);
  };
  return (
    <Field
      small
      // Reset only when the address changes, so that typing is not overwritten.
      key={String(value)}
      id={id}
      inputMode="decimal"
      aria-label={label}
      defaultValue={value ?? ""}
      placeholder={formatNumber(hint)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take(event)}
    />
  );
}
