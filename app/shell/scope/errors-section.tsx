/** Errors in the rail: how many spans failed or never finished, by type. Clicking one limits the scope to it. */
"use client";

import { ANY_ERROR, filterOfType, formatErrorFilter, NO_ERROR, typeOfFilter } from "../../../lib/model/error-filter.ts";
import { formatCount } from "../../../lib/model/format.ts";
import type { ScopeErrors } from "../../../lib/queries/scope-errors.ts";
import { ErrorMark } from "../../ui/error-mark.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import { useScope } from "./use-scope.ts";

/** Nothing if no span of the run has an error and none is asked for. */
export function ErrorsSection({ failed, unfinished, types, typeCount }: ScopeErrors) {
  const { scope } = useScope();
  if (typeCount === 0 && scope.error === null) return null;
  const chosen = scope.error === null ? null : typeOfFilter(scope.error);
  // A type that has been chosen stays, even if no span has it any more.
  const gone = chosen === null || types.some(({ type }) => type === chosen) ? [] : [chosen];
  const more = typeCount - types.length;
  return (
    <RailSection title="Errors" summary={describeErrors({ failed, unfinished })}>
      <ul className={styles.rows}>
        <Choice filter={ANY_ERROR} count={failed + unfinished}>
          failed or unfinished
        </Choice>
        {types.map(({ type, count }) => (
          <TypeChoice key={type} type={type} count={count} />
        ))}
        {gone.map((type) => (
          // One of the rarer types is not counted.
          <TypeChoice key={type} type={type} count={more > 0 ? null : 0} />
        ))}
        <Choice filter={NO_ERROR} count={null}>
          without an error
        </Choice>
        {more > 0 && <li className={styles.more}>{formatCount(more)} more</li>}
      </ul>
    </RailSection>
  );
}

function TypeChoice({ type, count }: { readonly type: string; readonly count: number | null }) {
  return (
    <Choice filter={filterOfType(type)} count={count}>
      <span className={styles.type}>
        <ErrorMark type={type} />
        <span className="mono">
          <ShownText text={type} cut="mono" />
        </span>
      </span>
    </Choice>
  );
}

/** `38 failed, 2 unfinished`. */
function describeErrors({ failed, unfinished }: Pick<ScopeErrors, "failed" | "unfinished">): string {
  const parts = [
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(unfinished > 0 ? [`${formatCount(unfinished)} unfinished`] : []),
  ];
  return parts.join(", ") || "none";
}

interface ChoiceProps {
  readonly filter: string;
  /** Spans with such an error; null if not counted. */
  readonly count: number | null;
  readonly children: React.ReactNode;
}

function Choice({ filter, count, children }: ChoiceProps) {
  const { scope, push } = useScope();
  const on = scope.error === filter;
  return (
    <li>
      <button
        type="button"
        className={`${styles.value} ${styles.error}`}
        aria-pressed={on}
        title={formatErrorFilter(filter)}
        onClick={() => push({ error: on ? null : filter })}
      >
        <span className={styles.text}>{children}</span>
        {count !== null && <span className={styles.fact}>{formatCount(count)}</span>}
      </button>
    </li>
  );
}
