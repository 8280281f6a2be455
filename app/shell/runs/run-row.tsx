/** One run: its sides, what it is called, its parameters, when and how long it ran. */
"use client";

import { formatBegin, formatCount, formatDurationText } from "../../../lib/model/format.ts";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { parametersOf } from "../../../lib/model/run-tags.ts";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./runs.module.css";
import { type RunActions, SideBoxes } from "./side-boxes.tsx";

interface RunRowProps extends RunActions {
  readonly run: ListedRun;
  readonly differing: readonly string[];
  readonly isLatest: boolean;
  /** Seconds of the longest run in the list. */
  readonly longest: number;
  readonly onRename: (id: string) => void;
}

export function RunRow({ run, differing, isLatest, longest, sides, shown, onPick, onShow, onRename }: RunRowProps) {
  const { id, tags, started, ended, count, command } = run;
  const length = Math.max(0, ended - started);
  const isShown = shown === id;
  const begin = formatBegin(started, ended);
  const what = tags.name ?? `run ${begin}`;
  return (
    <tr data-run-row data-shown={isShown || undefined}>
      <SideBoxes runs={[run]} what={what} sides={sides} onPick={onPick} />
      <th scope="row">
        <span className={styles.facts}>
          <button
            type="button"
            className={styles.name}
            data-run={id}
            aria-current={isShown || undefined}
            title={command ?? undefined}
            onClick={() => onShow(id)}
          >
            {tags.name === undefined ? <RunLabel run={run} /> : <ShownText text={tags.name} cut />}
          </button>
          {isLatest && <span className={styles.pill}>latest</span>}
          {tags.note && (
            <span className={styles.note} title={tags.note}>
              <ShownText text={tags.note} />
            </span>
          )}
          <span className={`narrow ${styles.when}`}>
            {[begin, ...listParameters(run, differing).map(([key, value]) => `${key} ${value}`)].join(", ")}
          </span>
          {run.found === "recorded" && (
            <button type="button" className={styles.rename} tabIndex={-1} onClick={() => onRename(id)}>
              Rename <kbd>r</kbd>
            </button>
          )}
        </span>
      </th>
      <td className={styles.parameters}>
        <Parameters run={run} differing={differing} />
      </td>
      <td className={styles.started}>{begin}</td>
      <td className={styles.duration}>
        <span className={styles.length}>
          <b className={styles.figure}>{formatDurationText(length)}</b>
          <svg className={styles.picture} height="6" aria-hidden="true">
            <rect width="100%" height="6" className={styles.track} />
            <rect width={`${(100 * length) / longest}%`} height="6" className={styles.bar} />
          </svg>
        </span>
      </td>
      <td className={styles.spans}>{formatCount(count)}</td>
    </tr>
  );
}

/** A run without a name. */
function RunLabel({ run: { id, found } }: Pick<RunRowProps, "run">) {
  return found === "recorded" ? <code>{id}</code> : "Run";
}

/** More have no room in the column. */
const MAX_CHIPS = 4;

function Parameters({ run, differing }: Pick<RunRowProps, "run" | "differing">) {
  const all = listParameters(run, differing);
  const rest = all.slice(MAX_CHIPS);
  return (
    <span className={styles.chips}>
      {all.slice(0, MAX_CHIPS).map(([key, value]) => (
        <span key={key} className={styles.chip} title={`${key} = ${value}`}>
          <span className={styles.key}>
            <ShownText text={key} />
          </span>
          <code className={styles.value}>
            <ShownText text={value} />
          </code>
        </span>
      ))}
      {rest.length > 0 && (
        <span className={styles.hint} title={rest.map(([key, value]) => `${key} = ${value}`).join("\n")}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

/** Its parameters in which runs differ. */
function listParameters({ tags }: ListedRun, differing: readonly string[]): [key: string, value: string][] {
  return Object.entries(parametersOf(tags)).filter(([key]) => differing.includes(key));
}
