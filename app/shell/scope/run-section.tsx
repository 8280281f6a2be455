/** Chooses a run or a session: a list of all, and the last seven as bars whose heights are their durations. */
"use client";

import { formatCounted } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import controls from "../../ui/controls.module.css";
import { ChevronIcon } from "../../ui/icons.tsx";
import { PopupButton } from "../../ui/popup-button.tsx";
import styles from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import { findChoice, type RunChoice } from "./run-choice.ts";
import { RunStrip, STRIP_RUNS } from "./run-strip.tsx";
import { useScope } from "./use-scope.ts";

const loadRuns = () => import("../runs/runs-popup.tsx");

interface RunSectionProps {
  /** Newest last; no more than the menu shows. */
  readonly runs: readonly RunChoice[];
  readonly runCount: number;
  readonly fromGaps: boolean;
  /** What the view takes from it. */
  readonly hint?: string | undefined;
}

export function RunSection({ runs, runCount, fromGaps, hint }: RunSectionProps) {
  const { scope, href } = useScope();
  const latest = runs.at(-1);
  if (!latest) return <RailSection title="Run" />;
  const chosen = scope.run === "all" ? undefined : (findChoice(runs, scope.run) ?? latest);
  const { label, text } = chosen
    ? { label: labelOf(chosen, chosen === latest), text: chosen.text }
    : { label: "All runs", text: formatCounted(runCount, "run") };
  const summary = `${formatCounted(runCount, "run")}${fromGaps ? ", from gaps" : ""}`;
  return (
    <RailSection title="Run" summary={summary}>
      <PopupButton
        opens="dialog"
        load={loadRuns}
        popup={({ RunsPopup }, shared) => <RunsPopup {...shared} />}
        className={`${controls.field} ${styles.trigger}`}
        title={chosen && showText(chosen.title)}
      >
        <span className="unseen">Run:</span>
        <span>{label}</span>
        <span className={styles.runText}>{text}</span>
        <ChevronIcon size={12} />
      </PopupButton>
      {runCount > 1 && (
        <RunStrip
          runs={runs.slice(-STRIP_RUNS)}
          markOf={(run) => (!chosen || run === chosen || run.members?.includes(chosen) ? "chosen" : null)}
          linkOf={(run) => ({
            href: href({ run: run === latest ? "latest" : run.id, from: null, to: null }),
            "aria-current": chosen && (run === chosen || run.members?.includes(chosen)) ? "true" : undefined,
          })}
        />
      )}
      {hint && <p className={styles.hint}>{hint}</p>}
    </RailSection>
  );
}

function labelOf({ label, members = [] }: RunChoice, isLatest: boolean): string {
  const what = members.length > 0 ? "session" : "run";
  return isLatest ? `Latest ${what}` : members.length > 0 ? "Session" : label;
}
