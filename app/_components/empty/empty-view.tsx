/** No spans yet: what is watched, how to get some, and what will be seen then. */
import { showText } from "../../../lib/shown-text.ts";
import { AlertStrip } from "../controls/alert-strip.tsx";
import type { WatchState } from "../live/newest-answer.ts";
import { EmptySteps } from "./empty-steps.tsx";
import styles from "./empty-view.module.css";
import { SampleScatter } from "./sample-scatter.tsx";
import { WaitingLine } from "./waiting-line.tsx";
import { WatchLog } from "./watch-log.tsx";

interface EmptyViewProps {
  readonly state: WatchState;
  /** Why the file cannot be used. */
  readonly message: string | null;
  readonly path: string;
  readonly folder: string;
  readonly folderReadable: boolean;
  /** Whether programs write to that file without being told to. */
  readonly isDefault: boolean;
}

const FOUND: Readonly<Record<WatchState, string>> = {
  missing: "There is no file there yet; the first span creates it.",
  empty: "The file is empty; the first span fills it.",
  waiting: "It has no spans yet.",
  locked: "Another process holds it; it is tried again.",
  unusable: "It cannot be used as it is; choose another file or repair it.",
  ready: "Spans are there.",
};

export function EmptyView({ state, message, path, folder, folderReadable, isDefault }: EmptyViewProps) {
  const wrong = state === "unusable" || state === "locked";
  return (
    <>
      <WaitingLine state={state} message={message} />
      {wrong && message && <AlertStrip message={message} />}
      <div className={styles.columns}>
        <div className={styles.guide}>
          <h1>Trace a program, and its spans appear here</h1>
          <p className={styles.lead}>
            Watching <span className="mono">{showText(path)}</span>. {FOUND[state]}
          </p>
          <EmptySteps path={isDefault ? null : path} />
        </div>
        <div className={styles.side}>
          <section aria-label="What is watched">
            <h2>What is watched</h2>
            <WatchLog path={path} folder={folder} folderReadable={folderReadable} state={state} />
          </section>
          <section aria-label="What you will see">
            <h2>
              What you will see <small>an example, compress by its tag bytes</small>
            </h2>
            <SampleScatter />
            <p>compress grows with bytes. A tag costs one line and tells you this.</p>
          </section>
          <section aria-label="If nothing arrives">
            <h2>If nothing arrives</h2>
            <p>Spans are written every few milliseconds and at exit.</p>
            <p>
              <code>SPANTOM_DISABLED</code> turns tracing off: is it set?
            </p>
            <p>
              <code>SP.summary().dbPath</code> says where the program writes.
            </p>
          </section>
        </div>
      </div>
    </>
  );
}
