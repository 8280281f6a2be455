/** No spans to show: what is watched and, where none came yet, how to get some and what will be seen then. */
import { showText } from "../../../lib/model/shown-text.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import type { WatchState } from "../live/newest-answer.ts";
import styles from "./empty.module.css";
import { EmptySteps } from "./empty-steps.tsx";
import { FILE_WORDS } from "./file-words.ts";
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

export function EmptyView({ state, message, path, folder, folderReadable, isDefault }: EmptyViewProps) {
  const { title, found, guides } = FILE_WORDS[state];
  return (
    <>
      <WaitingLine state={state} message={message} />
      {!guides && message && <AlertStrip message={message} />}
      <div className={styles.columns}>
        <div className={styles.guide}>
          <h1>{title}</h1>
          <p className={styles.lead}>
            Watching <span className="mono">{showText(path)}</span>. {found}
          </p>
          {guides && <EmptySteps path={isDefault ? null : path} />}
        </div>
        <div className={styles.side}>
          <section aria-label="What is watched">
            <h2>What is watched</h2>
            <WatchLog path={path} folder={folder} folderReadable={folderReadable} state={state} />
          </section>
          {guides && <Outlook />}
        </div>
      </div>
    </>
  );
}

/** What there will be to see, and what to look at if nothing comes. */
function Outlook() {
  return (
    <>
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
    </>
  );
}
