/** In the rail, the runs that are compared among the last ones: a bar becomes B when pressed, and A with Shift. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { MouseEvent } from "react";
import { formatCounted } from "../../../lib/model/format.ts";
import styles from "../../shell/rail/rail.module.css";
import { RailSection } from "../../shell/rail/rail-section.tsx";
import type { RunBar } from "../../shell/scope/run-choice.ts";
import { RunStrip } from "../../shell/scope/run-strip.tsx";
import { chooseSides } from "../address.ts";
import { LIMITS_BOTH } from "./words.ts";

interface SidesSectionProps {
  readonly bars: readonly RunBar[];
  readonly runCount: number;
  readonly fromGaps: boolean;
  /** The ids of the runs compared. */
  readonly a: string;
  readonly b: string;
}

export function SidesSection({ bars, runCount, fromGaps, a, b }: SidesSectionProps) {
  const params = new URLSearchParams(useSearchParams());
  const router = useRouter();
  const hrefOf = (baseline: string, candidate: string) =>
    chooseSides(params, { by: "runs", key: null, baseline, candidate });
  const linkOf = ({ id, text }: RunBar) => ({
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
      <RunStrip bars={bars} linkOf={linkOf} />
      <p className={styles.hint}>Counts below are of B. {LIMITS_BOTH}</p>
    </RailSection>
  );
}
