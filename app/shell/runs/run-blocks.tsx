/** The table of runs, a body for each block. */
"use client";

import { formatCounted } from "../../../lib/model/format.ts";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { Button } from "../../ui/button.tsx";
import { useNarrow } from "../../ui/use-narrow.ts";
import { CodeHead, SessionHead } from "./block-heads.tsx";
import type { RunBlock } from "./blocks.ts";
import { RunRow } from "./run-row.tsx";
import styles from "./runs.module.css";
import type { RunActions } from "./side-boxes.tsx";

interface RunBlocksProps extends RunActions {
  readonly blocks: readonly RunBlock[];
  /** Blocks that are not listed yet. */
  readonly left: number;
  readonly onMore: () => void;
  /** The parameters in which runs differ. */
  readonly differing: readonly string[];
  readonly latest: string | undefined;
  readonly onRename: (id: string) => void;
  /** Shows all runs of a block, of which the first one hidden so far is given. */
  readonly onOpen: (key: string, first: string | undefined) => void;
}

export function RunBlocks({ blocks, left, onMore, differing, latest, onRename, onOpen, ...actions }: RunBlocksProps) {
  // In a narrow window there are only names and durations.
  const width = useNarrow() ? 2 : 5;
  const longest = Math.max(1e-9, ...blocks.flatMap(({ shown }) => shown.map(({ started, ended }) => ended - started)));
  if (blocks.length === 0) return <p className={styles.none}>No run matches.</p>;
  return (
    <div className={`scrolls ${styles.body}`}>
      <table className={styles.table} aria-label="Runs">
        <thead>
          <tr>
            <th className={styles.pickA} title="Baseline">
              A
            </th>
            <th className={styles.pickB} title="Candidate">
              B
            </th>
            <th>Run and note</th>
            <th className={styles.parameters}>{differing.length > 0 && "Parameters"}</th>
            <th className={styles.started}>Started</th>
            <th className={styles.duration}>Duration</th>
            <th className={styles.spans}>Spans</th>
          </tr>
        </thead>
        {blocks.map(({ key, code, session, runs, shown }) => (
          <tbody key={key}>
            {code && <CodeHead code={code} runs={runs} width={width} {...actions} />}
            {session && <SessionHead session={session} runs={runs} width={width} {...actions} />}
            {shown.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                differing={differing}
                isLatest={run.id === latest}
                longest={longest}
                onRename={onRename}
                {...actions}
              />
            ))}
            {shown.length < runs.length && (
              <tr>
                <td colSpan={2} />
                <td colSpan={width}>
                  <button type="button" className="link" onClick={() => onOpen(key, runs[shown.length]?.id)}>
                    {describeMore(runs.slice(shown.length), code !== undefined)}
                  </button>
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
      {left > 0 && (
        <Button look="ghost" onClick={onMore}>
          Show more of {formatCounted(left, "group")}
        </Button>
      )}
    </div>
  );
}

/** `3 more of this code, base 1 to base 3`. */
function describeMore(runs: readonly ListedRun[], ofCode: boolean): string {
  const [first, last] = [runs.at(-1)?.tags.name, runs[0]?.tags.name];
  const names = first !== undefined && last !== undefined ? `, ${first} to ${last}` : "";
  return `${runs.length} more${ofCode ? ` of this code${names}` : ""}`;
}
