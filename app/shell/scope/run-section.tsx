/** Chooses a run or a session: a list of all, and the last ones as bars whose heights are their durations. */
"use client";

import { formatCounted } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import controls from "../../ui/controls.module.css";
import { ChevronIcon } from "../../ui/icons.tsx";
import { PopupButton } from "../../ui/popup-button.tsx";
import styles from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import type { ChosenRun, RunBar } from "./run-choice.ts";
import { RunStrip } from "./run-strip.tsx";
import { useScope } from "./use-scope.ts";

const loadRuns = () => import("../runs/runs-popup.tsx");

interface RunSectionProps {
  /** Null for all runs, and without any. */
  readonly chosen: ChosenRun | null;
  /** The last ones; the latest is last. */
  readonly bars: readonly RunBar[];
  readonly runCount: number;
  readonly fromGaps: boolean;
  /** What the view takes from it. */
  readonly hint?: string | undefined;
}

export function RunSection({ chosen, bars, runCount, fromGaps, hint }: RunSectionProps) {
  const { href } = useScope();
  const latest = bars.at(-1);
  if (!latest) return <RailSection title="Run" />;
  const count = formatCounted(runCount, "run");
  return (
    <RailSection title="Run" summary={`${count}${fromGaps ? ", from gaps" : ""}`}>
      <PopupButton
        opens="dialog"
        load={loadRuns}
        popup={({ RunsPopup }, shared) => <RunsPopup {...shared} />}
        className={`${controls.field} ${styles.trigger}`}
        title={chosen ? showText(chosen.title) : undefined}
      >
        <span className="unseen">Run:</span>
        <span className={styles.runLabel}>{chosen?.label ?? "All runs"}</span>
        <span className={styles.runText}>{chosen?.text ?? count}</span>
        <ChevronIcon size={12} />
      </PopupButton>
      {runCount > 1 && (
        <RunStrip
          bars={bars}
          linkOf={(run) => ({
            href: href({ run: run === latest ? "latest" : run.id, from: null, to: null }),
            "aria-current": chosen && run.mark ? "true" : undefined,
          })}
        />
      )}
      {hint && <p className={styles.hint}>{hint}</p>}
    </RailSection>
  );
}
