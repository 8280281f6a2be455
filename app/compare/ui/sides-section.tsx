/** In the rail, the runs that are compared among the last ones: a bar becomes B when pressed, and A with Shift. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { MouseEvent } from "react";
import { formatCounted } from "../../../lib/model/format.ts";
import styles from "../../shell/rail/rail.module.css";
import { RailSection } from "../../shell/rail/rail-section.tsx";
import type { RunChoice } from "../../shell/scope/run-choice.ts";
import { RunStrip, STRIP_RUNS } from "../../shell/scope/run-strip.tsx";
import { chooseSides } from "../address.ts";
import { LIMITS_BOTH } from "./words.ts";

interface SidesSectionProps {
  readonly summary: { readonly runs: readonly RunChoice[]; readonly runCount: number; readonly fromGaps: boolean };
  /** The ids of the runs compared. */
  readonly a: string;
  readonly b: string;
}

export function SidesSection({ summary: { runs, runCount, fromGaps }, a, b }: SidesSectionProps) {
  const params = new URLSearchParams(useSearchParams());
  const router = useRouter();
  // A side may be several runs, with commas between their ids.
  const holds = (run: RunChoice, side: string) => {
    const ids = [side, ...side.split(",")];
    return ids.includes(run.id) || (run.members ?? []).some(({ id }) => ids.includes(id));
  };
  // Within a single session, its runs are what is compared.
  const all = runs.length === 1 ? (runs[0]?.members ?? runs) : runs;
  const shown = all.filter((run, place) => place >= all.length - STRIP_RUNS || holds(run, a) || holds(run, b));
  const hrefOf = (baseline: string, candidate: string) =>
    chooseSides(params, { by: "runs", key: null, baseline, candidate });
  const linkOf = ({ id, text }: RunChoice) => ({
    href: hrefOf(a, id),
    title: `${text}\nClick to compare as B, Shift-click as A`,
    "aria-label": `Run ${text}, as B`,
    onClick: (event: MouseEvent) => {
      if (!event.shiftKey && !event.altKey) return;
      event.preventDefault();
      router.push(hrefOf(id, b), { scroll: false });
    },
  });
  return (
    <RailSection title="Runs" summary={`A and B of ${formatCounted(runCount, "run")}${fromGaps ? ", from gaps" : ""}`}>
      <RunStrip runs={shown} markOf={(run) => (holds(run, b) ? "B" : holds(run, a) ? "A" : null)} linkOf={linkOf} />
      <p className={styles.hint}>Counts below are of B. {LIMITS_BOTH}</p>
    </RailSection>
  );
}
