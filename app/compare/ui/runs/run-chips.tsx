/** The runs of both sides, one chip each: what is known of a run on hover, and a click removes it from its side. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { formatBegin, formatClock, formatDurationText } from "../../../../lib/model/format.ts";
import { formatCommit } from "../../../../lib/model/run-tags.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { SideRun } from "../../../../lib/queries/sql/side-units.ts";
import { TipHost, useTip } from "../../../ui/tip.tsx";
import { chooseSides } from "../../address.ts";
import { SideLetter } from "../side-select.tsx";
import { hoverRun } from "./hovered-run.ts";
import styles from "./runs.module.css";

interface RunChipsProps {
  readonly by: "runs" | "files";
  readonly baseline: ChipSide;
  readonly candidate: ChipSide;
}

interface ChipSide {
  /** As in the address. */
  readonly value: string;
  readonly runs: readonly SideRun[];
}

export function RunChips({ by, baseline, candidate }: RunChipsProps) {
  const params = new URLSearchParams(useSearchParams());
  const router = useRouter();
  if (baseline.runs.length < 2 && candidate.runs.length < 2) return null;
  const without = ({ value, runs }: ChipSide, id: string): string => {
    const file = by === "files" ? value.slice(0, value.indexOf(":") + 1) : "";
    return file + runs.flatMap((run) => (run.id === id ? [] : [run.id])).join(",");
  };
  const remove = (side: "baseline" | "candidate", id: string) => {
    const sides = { baseline: baseline.value, candidate: candidate.value };
    const of = side === "baseline" ? baseline : candidate;
    router.push(chooseSides(params, { by, key: null, ...sides, [side]: without(of, id) }), { scroll: false });
  };
  return (
    <TipHost>
      <div className={styles.chips}>
        {(
          [
            ["A", "baseline", baseline],
            ["B", "candidate", candidate],
          ] as const
        ).map(([letter, side, { runs }]) => (
          <ul key={letter} className={styles.side} aria-label={`Runs of side ${letter}`}>
            <li>
              <SideLetter side={letter} />
            </li>
            {runs.map((run) => (
              <li key={run.id}>
                <RunChip run={run} onRemove={runs.length > 1 ? () => remove(side, run.id) : undefined} />
              </li>
            ))}
          </ul>
        ))}
      </div>
    </TipHost>
  );
}

interface RunChipProps {
  readonly run: SideRun;
  /** Not for the only one. */
  readonly onRemove: (() => void) | undefined;
}

function RunChip({ run, onRemove }: RunChipProps) {
  const { id, name, note, commit, dirty, started, seconds } = run;
  const begin = formatBegin(started, started + seconds);
  const title = name === null ? `run ${id}` : formatText(name);
  const lines = [
    `${title}, ${formatDurationText(seconds)}`,
    [commit !== null && formatCommit(commit, dirty ?? 0), begin].filter(Boolean).join(", "),
    ...(note === null ? [] : [formatText(note)]),
    ...(onRemove ? ["Click to leave it out."] : []),
  ];
  const { onPointerEnter, onPointerLeave, onFocus, onBlur } = useTip(() => lines);
  return (
    <button
      type="button"
      className={styles.chip}
      onClick={onRemove}
      onPointerEnter={(event) => {
        hoverRun(id);
        onPointerEnter(event);
      }}
      onPointerLeave={(event) => {
        hoverRun(null);
        onPointerLeave(event);
      }}
      onFocus={(event) => {
        hoverRun(id);
        onFocus(event);
      }}
      onBlur={(_event) => {
        hoverRun(null);
        onBlur();
      }}
    >
      <span>{name === null ? begin : formatText(name)}</span>
      {name !== null && <span className={styles.when}>{formatClock(started, 0).slice(0, 5)}</span>}
      {onRemove && <span className="unseen">, leave it out</span>}
    </button>
  );
}
