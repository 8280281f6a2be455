/** Tags in the rail: what kind, which key, which values. Keys with a few values open to show them. */
import { formatBytes, formatCount, formatCounted, formatNumber, formatRange, isBytesKey } from "../../../lib/format.ts";
import type { ValueKind } from "../../../lib/questions/kind.ts";
import { TypeMark } from "../controls/type-mark.tsx";
import styles from "../shell/rail-rows.module.css";
import { RailSection } from "../shell/rail-section.tsx";

export interface RailTag {
  readonly key: string;
  readonly kind: ValueKind;
  /** Tags with this key. */
  readonly count: number;
  readonly values: number;
  readonly top: readonly { readonly value: string; readonly count: number }[];
  readonly range: readonly [low: number, high: number] | null;
}

function summarize({ key, values, range }: RailTag): string {
  if (!range) return formatCounted(values, "value");
  const format = isBytesKey(key) ? formatBytes : formatNumber;
  return formatRange(format(range[0]), format(range[1]));
}

function TagRow({ tag }: { readonly tag: RailTag }) {
  return (
    <>
      <TypeMark kind={tag.kind} />
      <span className={styles.text}>{tag.key || '""'}</span>
      <span className={styles.fact}>{summarize(tag)}</span>
    </>
  );
}

export function RailTags({ tags, fact }: { readonly tags: readonly RailTag[]; readonly fact: string }) {
  return (
    <RailSection title="Tags" fact={fact}>
      <ul className={styles.rows}>
        {tags.map((tag) => (
          <li key={tag.key}>
            {tag.range ? (
              <div className={styles.row} title={tag.key}>
                <TagRow tag={tag} />
              </div>
            ) : (
              <details>
                <summary className={styles.row} title={tag.key}>
                  <TagRow tag={tag} />
                </summary>
                <TagValues tag={tag} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </RailSection>
  );
}

function TagValues({ tag }: { readonly tag: RailTag }) {
  const more = tag.values - tag.top.length;
  return (
    <ul className={styles.values}>
      {tag.top.map(({ value, count }) => (
        <li key={value} className={styles.value} title={value}>
          <span className={`${styles.text} mono`}>{value || '""'}</span>
          <span className={styles.fact}>{formatCount(count)}</span>
          <svg className={styles.line} height="2" aria-hidden="true">
            <rect width={`${(100 * count) / tag.count}%`} height="2" />
          </svg>
        </li>
      ))}
      {more > 0 && <li className={styles.more}>{formatCount(more)} more</li>}
    </ul>
  );
}
