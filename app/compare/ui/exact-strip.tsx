/** What a comparison's figures are of, for all of its panes. */
"use client";

import type { Basis } from "../../../lib/model/basis.ts";
import { BasisStrip } from "../../ui/basis-strip.tsx";
import type { Exact } from "../../ui/use-exact.ts";

interface ExactStripProps {
  /** Of the first answers. */
  readonly basis: Basis;
  /** Of the verdicts; null until they are there. */
  readonly read: Basis | null;
  /** All that makes figures exact, in the order in which it is asked for. */
  readonly all: readonly Exact<unknown>[];
  /** What is read without a first answer, so that no figure is an estimate meanwhile. */
  readonly more?: readonly Exact<unknown>[];
}

export function ExactStrip({ basis, read, all, more = [] }: ExactStripProps) {
  const isEstimated = (one: Exact<unknown>) => one.running || one.failure !== null;
  const running = [...all, ...more].find((one) => one.running);
  return (
    <BasisStrip
      basis={all.some(isEstimated) ? basis : (read ?? basis)}
      exact={{
        running: running !== undefined,
        progress: running?.progress ?? null,
        failure: all.find((one) => one.failure !== null)?.failure ?? null,
        // Each waits for the one before: where the first is asked for on request, so are the others.
        start: () => {
          for (const one of [...all, ...more]) one.start();
        },
        stop: () => running?.stop(),
      }}
    />
  );
}
