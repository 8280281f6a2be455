/** No spans yet: which file is watched, how to record some, and what will then be shown. */

import { showText } from "../../../lib/model/shown-text.ts";
import type { RunningSpans } from "../../../lib/queries/running.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import drawing from "../../ui/drawing.module.css";
import { RunningList } from "../live/running-list.tsx";
import type { WatchState } from "../live/watch.ts";
import styles from "./empty.module.css";
import { EmptySteps } from "./empty-steps.tsx";
import { FILE_WORDS } from "./file-words.ts";
import { WaitingLine, WatchLog } from "./watch-log.tsx";

interface EmptyViewProps {
  readonly state: WatchState;
  /** Why the file cannot be used. */
  readonly message: string | null;
  /** Spans that have not ended, where no other has; null if there are none. */
  readonly running: RunningSpans | null;
  readonly path: string;
  readonly folder: string;
  readonly folderReadable: boolean;
  /** Whether programs write to this file by default. */
  readonly isDefault: boolean;
}

export function EmptyView({ state, message, running, path, folder, folderReadable, isDefault }: EmptyViewProps) {
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
          {running && <RunningList drawn={running} scope="run=all" />}
          {guides && <EmptySteps path={isDefault ? null : path} />}
        </div>
        <div className={styles.side}>
          <section className="part" aria-label="What is watched">
            <h2>What is watched</h2>
            <WatchLog path={path} folder={folder} folderReadable={folderReadable} state={state} />
          </section>
          {guides && <Outlook />}
        </div>
      </div>
    </>
  );
}

/** A preview of what will be shown, and what to check if nothing arrives. */
function Outlook() {
  return (
    <>
      <section className="part" aria-label="What you will see">
        <h2>
          What you will see <small>an example, compress by its tag bytes</small>
        </h2>
        <SampleScatter />
        <p>compress grows with bytes. A tag costs one line and tells you this.</p>
      </section>
      <section className="part" aria-label="If nothing arrives">
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

const WIDTH = 380;
const HEIGHT = 190;
const POINTS = 160;

/** A fixed pseudo-random sequence, so that server and browser draw the same points. */
function makePoints(): readonly (readonly [x: number, y: number])[] {
  let state = 7;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: POINTS }, () => {
    const size = (next() + next() + next()) / 3;
    const noise = (next() - 0.5 + next() - 0.5) * 0.14;
    return [round(size * WIDTH), round((1 - (0.06 + size * 0.86 + noise)) * HEIGHT)] as const;
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const X_TICKS = ["1 kB", "10 kB", "100 kB", "1 MB"];
const Y_TICKS = ["1 s", "100 ms", "10 ms", "1 ms"];

/** A small picture of what tags can reveal. The points are invented, as the page says. */
function SampleScatter() {
  return (
    <svg
      className={styles.scatter}
      viewBox={`-52 -8 ${WIDTH + 76} ${HEIGHT + 46}`}
      role="img"
      aria-label="An example: the duration of compress grows with its tag bytes"
    >
      {X_TICKS.map((text, index) => {
        const x = (WIDTH / 3) * index;
        return (
          <g key={text}>
            <path d={`M${x} 0V${HEIGHT}`} className={drawing.grid} />
            <text x={x} y={HEIGHT + 16} textAnchor="middle">
              {text}
            </text>
          </g>
        );
      })}
      {Y_TICKS.map((text, index) => {
        const y = (HEIGHT / 3) * index;
        return (
          <g key={text}>
            <path d={`M0 ${y}H${WIDTH}`} className={drawing.grid} />
            <text x={-8} y={y + 4} textAnchor="end">
              {text}
            </text>
          </g>
        );
      })}
      <g className={styles.points}>
        {makePoints().map(([x, y]) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r="2.3" />
        ))}
      </g>
      <text x={WIDTH / 2} y={HEIGHT + 33} textAnchor="middle" className={drawing.words}>
        bytes (log)
      </text>
    </svg>
  );
}
