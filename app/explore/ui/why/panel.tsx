/** Why the selected spans are slow: tags ranked by how much they set them apart, as sentences and small pictures. */
"use client";

import { useState } from "react";
import type { Progress as Done } from "../../../../lib/model/progress.ts";
import { showText } from "../../../../lib/model/shown-text.ts";
import type { WhyOfScope } from "../../../../lib/queries/why.ts";
import { AlertStrip } from "../../../ui/alert-strip.tsx";
import { Button } from "../../../ui/button.tsx";
import controls from "../../../ui/controls.module.css";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { describeProgress, Progress } from "../../../ui/progress.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { type WhyActions, WhyItemRow } from "./item.tsx";
import styles from "./why.module.css";

export interface WhyState {
  /** The latest answer. */
  readonly answer: WhyOfScope | null;
  readonly failure: string | null;
  /** When the running query began, milliseconds since the epoch; null if none is running. */
  readonly since: number | null;
  readonly progress: Done | null;
  readonly stopped: boolean;
}

interface WhyPanelProps extends WhyActions {
  readonly state: WhyState;
  /** What to do if nothing is selected; undefined if something is. */
  readonly hint?: string | undefined;
  readonly onStop: () => void;
  readonly onAgain: () => void;
}

const WAITING_ITEMS = 4;

export function WhyPanel({ state, hint, onStop, onAgain, ...actions }: WhyPanelProps) {
  const { answer, failure, since, progress, stopped } = state;
  const [open, setOpen] = useState(0);
  if (hint) return <p className="notice">{hint}</p>;
  const running = since !== null;
  return (
    <div className={styles.panel} data-ready={!running && answer ? "1" : undefined}>
      {running && <Progress {...describeProgress(progress)} since={since} onStop={onStop} />}
      {failure && <AlertStrip message={failure} actions={<Button onClick={onAgain}>Ask again</Button>} />}
      {stopped && (
        <p className="notice">
          Stopped.{" "}
          <button type="button" className="link" onClick={onAgain}>
            Ask again
          </button>
        </p>
      )}
      {!answer && running && <Waiting />}
      {answer && (
        <div className={running ? styles.old : undefined}>
          <p className={styles.groups}>
            <span className="inline">
              <i className={controls.dot} />
              {answer.selectedWords}
            </span>
            <span className="inline">
              <i className={controls.ring} />
              {answer.othersWords}
            </span>
            {answer.items.length > 0 && <span className={styles.last}>{answer.slower ? "explains" : "effect"}</span>}
          </p>
          <ol>
            {answer.items.map((item, i) => (
              <WhyItemRow
                key={`${item.kind} ${item.key} ${item.title}`}
                item={item}
                rank={i + 1}
                open={open === i}
                slower={answer.slower}
                about={!answer.basis.exact}
                onOpen={() => setOpen(open === i ? -1 : i)}
                {...actions}
              />
            ))}
          </ol>
          {answer.rest.length > 0 && <p className="notice">{answer.rest.join(" ")}</p>}
        </div>
      )}
      {answer?.command && (
        <p className={styles.foot}>
          <code>{showText(answer.command)}</code>
          <CopyButton text={answer.command} what="the command" />
        </p>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <ol aria-hidden="true">
      {Array.from({ length: WAITING_ITEMS }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholder bars have no identity but their position
        <li key={i} className={styles.waiting}>
          <span>{i + 1}</span>
          <Skeleton width="96px" />
          <Skeleton width="240px" />
        </li>
      ))}
    </ol>
  );
}
