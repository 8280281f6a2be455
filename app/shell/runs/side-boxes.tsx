/** The two check boxes that put runs on a side of a comparison. */
"use client";

import type { ListedRun } from "../../../lib/model/run-groups.ts";
import styles from "./runs.module.css";
import { type Side, type Sides, stateOf } from "./sides.ts";

export interface RunActions {
  readonly sides: Sides;
  /** The id of what the scope shows. */
  readonly shown: string | undefined;
  readonly onPick: (side: Side, runs: readonly ListedRun[]) => void;
  readonly onShow: (id: string) => void;
}

interface SideBoxesProps extends Pick<RunActions, "sides" | "onPick"> {
  readonly runs: readonly ListedRun[];
  /** For the accessible name: `base 3`. */
  readonly what: string;
  /** In the tab order; those of single runs have keys. */
  readonly tabbable?: boolean;
}

/** Two cells of a row. */
export function SideBoxes({ runs, what, tabbable = false, sides, onPick }: SideBoxesProps) {
  return (["A", "B"] as const).map((side) => {
    const state = stateOf(sides, side, runs);
    return (
      <td key={side} className={side === "A" ? styles.pickA : styles.pickB}>
        <input
          type="checkbox"
          ref={(box) => {
            if (box) box.indeterminate = state === "some";
          }}
          className={side === "A" ? styles.baseline : styles.candidate}
          checked={state === "all"}
          aria-label={`${side}: ${what}`}
          tabIndex={tabbable ? 0 : -1}
          onChange={() => onPick(side, runs)}
        />
      </td>
    );
  });
}
