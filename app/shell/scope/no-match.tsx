/** Shown if a scope holds no spans, with a button that drops the last limit. */
"use client";

import { aboutOf } from "../../../lib/model/basis.ts";
import { formatCount } from "../../../lib/model/format.ts";
import type { ScopeCount } from "../../../lib/queries/scope-count.ts";
import { Button } from "../../ui/button.tsx";
import styles from "../scope-line.module.css";
import { lastLimit } from "./scope-url.ts";
import { useScope } from "./use-scope.ts";

/** @param without number of spans without that limit; null if unknown */
export function NoMatch({ without }: { readonly without: ScopeCount | null }) {
  const { scope, push } = useScope();
  const limit = lastLimit(scope);
  return (
    <div className={styles.none} role="status">
      <p>
        No spans match.
        {limit && without && ` ${aboutOf(without.basis)}${formatCount(without.count)} without ${limit.text}.`}
      </p>
      {limit && <Button onClick={() => push(limit.change)}>Drop {limit.text}</Button>}
    </div>
  );
}
