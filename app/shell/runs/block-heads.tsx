/** What the runs of a block have in common, once: their code and machine, or their session. */
"use client";

import { formatBegin, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import type { Session } from "../../../lib/model/run.ts";
import type { CodeGroup, ListedRun, MachineDifference } from "../../../lib/model/run-groups.ts";
import { formatCommit } from "../../../lib/model/run-tags.ts";
import { AlertIcon } from "../../ui/icons.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./runs.module.css";
import { type RunActions, SideBoxes } from "./side-boxes.tsx";
import { describeSpread } from "./spread.ts";

const SPREAD_TITLE =
  "The noise floor: 95 % of single runs take at most this much more or less time than the others with their parameters";

interface HeadProps extends RunActions {
  /** In columns of the table. */
  readonly width: number;
}

interface CodeHeadProps extends HeadProps {
  readonly code: CodeGroup;
  /** Those of its runs that are listed. */
  readonly runs: readonly ListedRun[];
}

export function CodeHead({ code, runs, width, sides, onPick }: CodeHeadProps) {
  const { commit, branch, lines, machine, differences } = code;
  const short = commit === null ? null : formatCommit(commit);
  const spread = describeSpread(code);
  const what = commit === null ? (machine.command ?? "runs") : `${lines > 0 ? "working tree on " : ""}${short}`;
  const place = [machine.host, machine.cpu, machine.node && `node ${machine.node}`].filter(Boolean).join(", ");
  return (
    <>
      <tr className={styles.group}>
        <SideBoxes runs={runs} what={`all runs of ${what}`} tabbable sides={sides} onPick={onPick} />
        <th colSpan={width} scope="rowgroup">
          <span className={styles.common}>
            <b className={styles.code}>
              {commit === null ? "" : lines > 0 ? "working tree on " : `${branch ?? "commit"} `}
              {short && (
                <code className={styles.hash} title={commit ?? undefined}>
                  {short}
                </code>
              )}
            </b>
            {lines > 0 && <span className={styles.pill}>{formatCounted(lines, "line")} changed</span>}
            <span title={spread === null ? undefined : SPREAD_TITLE}>
              {formatCounted(code.runs.length, "run")}
              {spread !== null && `, ${spread}`}
            </span>
            {machine.command !== null && (
              <code className={styles.machine} title={machine.command}>
                <ShownText text={machine.command} cut="mono" />
              </code>
            )}
            <span className={styles.machine} title={place}>
              <ShownText text={place} cut />
            </span>
          </span>
        </th>
      </tr>
      {differences.length > 0 && (
        <tr>
          <td colSpan={2} />
          <td colSpan={width}>
            <span className={styles.differences}>
              <AlertIcon />
              <span>
                Differs from the latest: <Differences differences={differences} />. Durations do not compare one to one.
              </span>
            </span>
          </td>
        </tr>
      )}
    </>
  );
}

function Differences({ differences }: { readonly differences: readonly MachineDifference[] }) {
  return differences.map(({ what, from, to }, index) => (
    <span key={what}>
      {index > 0 && ", "}
      <b className={styles.difference}>
        {what} <ShownText text={from} /> → <ShownText text={to} />
      </b>
    </span>
  ));
}

interface SessionHeadProps extends HeadProps {
  readonly session: Session;
  readonly runs: readonly ListedRun[];
}

export function SessionHead({ session, runs, width, sides, shown, onPick, onShow }: SessionHeadProps) {
  const { id, started, ended, members } = session;
  const text = `${formatBegin(started, ended)}, ${formatDurationText(Math.max(0, ended - started))}`;
  return (
    <tr className={styles.group} data-shown={shown === id || undefined}>
      <SideBoxes runs={runs} what={`all runs of the session ${text}`} tabbable sides={sides} onPick={onPick} />
      <th colSpan={width} scope="rowgroup">
        <button
          type="button"
          className={styles.name}
          data-run={id}
          aria-current={shown === id || undefined}
          onClick={() => onShow(id)}
        >
          <b>Session</b> {text}, {formatCounted(members.length, "run")}
        </button>
      </th>
    </tr>
  );
}
