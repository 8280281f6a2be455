/** How SQLite is going to run a query: its steps as a tree, in plain words, the costly ones pointed out. */
"use client";

import { showText } from "../../../lib/model/shown-text.ts";
import { SkeletonRows } from "../skeleton.tsx";
import type { PlanStep } from "./query-plan.ts";
import styles from "./sql.module.css";
import { usePlan } from "./use-plan.ts";

export function SqlPlan({ sql }: { readonly sql: string }) {
  const plan = usePlan(sql);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
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
