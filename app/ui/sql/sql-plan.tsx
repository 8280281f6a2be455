/** SQLite's plan for a query, as a tree of plain sentences with costly steps highlighted. */
"use client";

import { useEffect, useState } from "react";
import { quoteText } from "../../../lib/model/quote.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import { askSql } from "../ask.ts";
import { SkeletonRows } from "../skeleton.tsx";
import { describePlan, type PlanStep } from "./query-plan.ts";
import styles from "./sql.module.css";

export function SqlPlan({ sql }: { readonly sql: string }) {
  const plan = usePlan(sql);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={styles.plan} aria-label="Plan" tabIndex={0}>
      {plan === null ? (
        <SkeletonRows count={3} />
      ) : "failure" in plan ? (
        <p className={styles.failure}>{plan.failure}</p>
      ) : (
        <Steps steps={plan.steps} />
      )}
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly PlanStep[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.id}>
          <p className={styles.step}>
            <span>{step.words}</span>
            <code>{showText(step.detail)}</code>
          </p>
          {step.warning !== null && <p className={styles.warning}>{step.warning}</p>}
          {step.steps.length > 0 && <Steps steps={step.steps} />}
        </li>
      ))}
    </ol>
  );
}

type Plan = { readonly steps: readonly PlanStep[] } | { readonly failure: string };

const TABLES =
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE '% VIRTUAL %'";

/** Row counts estimated by the highest rowid, as counting a large table would exceed the query's time limit. */
async function readSizes(signal: AbortSignal): Promise<Map<string, number>> {
  const tables = await askSql(TABLES, signal);
  const names = tables.ok ? tables.rows.map(([name]) => String(name)) : [];
  if (names.length === 0) return new Map();
  const each = names.map((name) => `SELECT ${quoteText(name)}, max(rowid) FROM "${name.replaceAll('"', '""')}"`);
  const sizes = await askSql(each.join(" UNION ALL "), signal);
  return new Map(sizes.ok ? sizes.rows.map(([name, rows]) => [String(name).toLowerCase(), Number(rows ?? 0)]) : []);
}

async function readPlan(sql: string, signal: AbortSignal): Promise<Plan> {
  const text = sql.replace(/^\s*explain(\s+query\s+plan)?\b/i, "");
  const [plan, sizes] = await Promise.all([askSql(`EXPLAIN QUERY PLAN ${text}`, signal), readSizes(signal)]);
  return plan.ok ? { steps: describePlan(plan.rows, text, sizes) } : { failure: plan.message };
}

/**
 * Queries SQLite for a statement's plan and for table sizes.
 * @returns null until the answer arrives
 */
function usePlan(sql: string): Plan | null {
  const [answer, setAnswer] = useState<{ readonly sql: string; readonly plan: Plan } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    void readPlan(sql, controller.signal).then((plan) => {
      if (!controller.signal.aborted) setAnswer({ sql, plan });
    });
    return () => controller.abort();
  }, [sql]);
  return answer?.sql === sql ? answer.plan : null;
}
