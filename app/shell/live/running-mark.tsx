/** Whether a span that has not ended is still running, as far as is known. */

import { describeState } from "../../../lib/model/running.ts";
import type { RunningSpan } from "../../../lib/queries/running.ts";
import controls from "../../ui/controls.module.css";
import { Duration } from "../../ui/duration.tsx";
import styles from "./running.module.css";

export function RunningMark({ span: { state, duration, unseen, pid } }: { readonly span: RunningSpan }) {
  const title = `${describeState(state, duration, unseen)}. Process ${pid}. In no figure until it ends.`;
  return (
    <span className={`${styles.mark} ${styles[state]}`} title={title}>
      <i className={state === "gone" ? controls.ring : controls.dot} />
      {state}
    </span>
  );
}

/** What it had taken when last seen: at least that, if that was not a moment ago. */
export function SoFar({ span: { state, duration } }: { readonly span: RunningSpan }) {
  return (
    <>
      {state !== "running" && <span className={styles.least}>≥ </span>}
      <Duration seconds={duration} />
    </>
  );
}
