/** The most frequent values of a tag; a click filters by one, another click takes the filter away. */
"use client";

import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import styles from "../rail/rail.module.css";
import { sameFilter, toggleFilter } from "./scope-url.ts";
import { useScope } from "./use-scope.ts";

interface TagValuesProps {
  readonly tagKey: string;
  readonly count: number;
  readonly values: number;
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

export function TagValues({ tagKey, count: all, values, top }: TagValuesProps) {
  const { scope, push } = useScope();
  const more = values - top.length;
  return (
    <ul className={styles.values}>
      {top.map(({ value, count }) => {
        const filter = { key: tagKey, operator: "=", value } as const;
        return (
          <li key={value}>
            <button
              type="button"
              className={styles.value}
              aria-pressed={scope.tags.some((other) => sameFilter(other, filter))}
              title={formatText(value)}
              onClick={() => push({ tags: toggleFilter(scope, filter) })}
            >
              <span className={`${styles.text} mono`}>{formatText(value)}</span>
              <span className={styles.fact}>{formatCount(count)}</span>
              <svg className={styles.line} height="2" aria-hidden="true">
                <rect width={`${(100 * count) / all}%`} height="2" />
              </svg>
            </button>
          </li>
        );
      })}
      {more > 0 && <li className={styles.more}>{formatCount(more)} more</li>}
    </ul>
  );
}
