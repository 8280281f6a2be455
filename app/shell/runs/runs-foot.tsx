/** What is picked, and the way to compare it; or the command that renames a run. */
"use client";

import { quoteWord } from "../../../lib/model/command-line.ts";
import type { CodeGroup, ListedRun } from "../../../lib/model/run-groups.ts";
import { Button } from "../../ui/button.tsx";
import { CommandLine } from "../../ui/command-line.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./runs.module.css";
import { describeSide, type Sides } from "./sides.ts";

interface RunsFootProps {
  readonly sides: Sides;
  readonly groups: readonly CodeGroup[];
  /** The run to be renamed. */
  readonly renamed: ListedRun | undefined;
  readonly canCompare: boolean;
  readonly onCompare: () => void;
}

export function RunsFoot({ sides, groups, renamed, canCompare, onCompare }: RunsFootProps) {
  if (renamed) return <Rename run={renamed} />;
  const isPicked = sides.A.length + sides.B.length > 0;
  return (
    <div className={styles.foot}>
      <p className={styles.sides}>
        {isPicked ? (
          <>
            <i className={styles.a}>A</i> <ShownText text={describeSide(sides.A, groups)} cut /> to{" "}
            <i className={styles.b}>B</i> <ShownText text={describeSide(sides.B, groups)} cut />
          </>
        ) : (
          "Pick runs for A and B to compare them."
        )}
      </p>
      <span className={`wide ${styles.hint}`}>a and b pick, Space shows</span>
      <Button disabled={!canCompare} title={canCompare ? undefined : "Pick a run for each side"} onClick={onCompare}>
        Compare <kbd>c</kbd>
      </Button>
    </div>
  );
}

/** The dashboard never writes: a command does. */
function Rename({ run: { id, tags } }: { readonly run: ListedRun }) {
  const text = tags.name === undefined ? '"…"' : quoteWord(tags.name);
  return (
    <div className={styles.foot}>
      <span className={styles.command}>
        <CommandLine text={`spantom runs name ${quoteWord(id)} ${text}`} />
      </span>
      <span className={styles.hint}>
        <kbd>Esc</kbd> back
      </span>
    </div>
  );
}
