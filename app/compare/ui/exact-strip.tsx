/** What a comparison's figures are of, for all of its panes. */
"use client";

import { basisOf } from "../../../lib/model/basis.ts";
import { BasisStrip } from "../../ui/basis-strip.tsx";
import type { Exact } from "../../ui/use-exact.ts";
import type { useExactAnswers } from "./exact-answers.ts";

type ExactStripProps = ReturnType<typeof useExactAnswers>;

export function ExactStrip({ basis, names, curve, tagged, common }: ExactStripProps) {
  const all: readonly Exact<unknown>[] = [names, curve, tagged, common];
  const running = all.find((one) => one.running);
  const failed = all.find((one) => one.failure !== null);
  const current = running ?? failed;
  return (
    <BasisStrip
      basis={current || !names.answer ? basis : basisOf(names.answer)}
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
