/** What a comparison's figures are of, for all of its panes. */
"use client";

import type { Basis } from "../../../lib/model/basis.ts";
import { BasisStrip } from "../../ui/basis-strip.tsx";
import type { Exact } from "../../ui/use-exact.ts";
import type { useExactAnswers } from "./exact-answers.ts";

interface ExactStripProps extends Omit<ReturnType<typeof useExactAnswers>, "names"> {
  readonly names: Exact<unknown>;
  /** Of the verdicts; that of the first answers until they are there. */
  readonly read?: Basis | null;
}

export function ExactStrip({ basis, read = null, names, curve, tagged, common }: ExactStripProps) {
  const all: readonly Exact<unknown>[] = [names, curve, tagged, common];
  const running = all.find((one) => one.running);
  const failed = all.find((one) => one.failure !== null);
  const current = running ?? failed;
  return (
    <BasisStrip
      basis={current ? basis : (read ?? basis)}
      exact={{
        running: running !== undefined,
        progress: running?.progress ?? null,
        failure: failed?.failure ?? null,
        start: (failed ?? names).start,
        stop: () => running?.stop(),
      }}
    />
  );
}
