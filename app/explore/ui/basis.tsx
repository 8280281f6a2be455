/** What plot and table are of: an even sample at first, then all spans. */
"use client";

import { ALWAYS_EXACT } from "../../../lib/model/basis.ts";
import { BasisStrip } from "../../ui/basis-strip.tsx";
import { useExplore } from "./context.tsx";

export function ExploreBasis() {
  const { summary, plot, rows } = useExplore();
  if (summary.window.count <= ALWAYS_EXACT) return null;
  const [drawn, listed] = [plot.exact, rows.exact];
  const basis = plot.busy ? null : (plot.plot?.basis ?? null);
  return (
    <BasisStrip
      basis={listed.running ? rows.basis : basis}
      exact={{
        running: drawn.running || listed.running,
        progress: drawn.progress ?? listed.progress,
        failure: drawn.failure ?? listed.failure,
        start: () => {
          drawn.start();
          listed.start();
        },
        stop: () => {
          drawn.stop();
          listed.stop();
        },
      }}
    />
  );
}
