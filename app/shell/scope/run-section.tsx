/** Chooses a run or a session: a menu, and the last seven as bars whose heights are their durations. */
"use client";

import { formatCounted } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import controls from "../../ui/controls.module.css";
import { ChevronIcon } from "../../ui/icons.tsx";
import menu from "../../ui/menu.module.css";
import { MenuButton } from "../../ui/menu-button.tsx";
import styles from "../rail/rail.module.css";
import { RailSection } from "../rail/rail-section.tsx";
import { findChoice, type RunChoice } from "./run-choice.ts";
import { RunStrip, STRIP_RUNS } from "./run-strip.tsx";
import { useScope } from "./use-scope.ts";

interface RunSectionProps {
  /** Newest last; no more than the menu shows. */
  readonly runs: readonly RunChoice[];
  readonly runCount: number;
  readonly fromGaps: boolean;
  /** What the view takes from it. */
  readonly hint?: string | undefined;
}

export function RunSection({ runs, runCount, fromGaps, hint }: RunSectionProps) {
  const { scope, href, push } = useScope();
  const latest = runs.at(-1);
  if (!latest) return <RailSection title="Run" />;
  const chosen = scope.run === "all" ? undefined : (findChoice(runs, scope.run) ?? latest);
  const value = scope.run === "all" ? "all" : chosen === latest ? "latest" : (chosen?.id ?? "latest");
  const all = { value: "all", label: "All runs", text: formatCounted(runCount, "run"), inside: false };
  const [first, ...rest] = [...runs].reverse().map((run) => optionsOf(run, run === latest));
  const options = [...(first ?? []), all, ...rest.flat()];
  const now = options.find((option) => option.value === value);
  const summary = `${formatCounted(runCount, "run")}${fromGaps ? ", from gaps" : ""}`;
  return (
    <RailSection title="Run" summary={summary}>
      <MenuButton
        className={`${controls.field} ${styles.trigger}`}
        title={chosen && showText(chosen.title)}
        align="start"
        entries={[
          {
            kind: "choices",
            value,
            options: options.map(({ value: id, label, text, inside }) => ({
              value: id,
              label: (
                <span className={inside ? `${menu.label} ${menu.inside}` : menu.label}>
                  {label} <span className={styles.runText}>{text}</span>
                </span>
              ),
            })),
            onChoose: (next) => push({ run: next, from: null, to: null }),
          },
        ]}
      >
        <span className="unseen">Run:</span>
        <span>{now?.label}</span>
        <span className={styles.runText}>{now?.text}</span>
        <ChevronIcon size={12} />
      </MenuButton>
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

/** A session is followed by its runs, each of which can be chosen alone. */
function optionsOf(run: RunChoice, latest: boolean) {
  const { id, label, text, members = [] } = run;
  const what = members.length > 0 ? "session" : "run";
  const named = latest ? `Latest ${what}` : members.length > 0 ? "Session" : label;
  return [
    { value: latest ? "latest" : id, label: named, text, inside: false },
    ...members.map((member) => ({ value: member.id, label: member.label, text: member.text, inside: true })),
  ];
}
