/** An export seen from the process that asked for it: its text as a stream, how far it is, and a way to stop it. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { childEnvironment } from "../reader/reader-process.ts";
import type { ExportAsk, ExportFailure, ExportProgress, ExportResult, ExportSaying } from "./messages.ts";

export type ExportOutcome = ({ readonly ok: true } & ExportResult) | ({ readonly ok: false } & ExportFailure);

export interface RunningExport {
  /** The text as UTF-8. It breaks off with an error when the export fails or is stopped, and never just ends early. */
  readonly stream: Readable;
  /** Resolves with nothing when the first text is there, or with why there is none. */
  readonly begun: Promise<ExportFailure | undefined>;
  readonly ended: Promise<ExportOutcome>;
  readonly progress: ExportProgress & { readonly bytes: number };
  stop(): void;
}

const STOPPED: ExportFailure = { code: "STOPPED", message: "Stopped." };

/** @param childFile the built `child.ts` */
export function startExport(childFile: string, ask: ExportAsk): RunningExport {
  const child = startProcess(childFile);
  let progress: ExportProgress = { done: 0, total: null };
  let bytes = 0;
  let last: ExportOutcome | undefined;
  const ended = waitForEnd(child).then((how): ExportOutcome => {
    last ??= { ok: false, code: "FAILED", message: `The export's process ended (${how}).` };
    return last;
  });
  const begun = new Promise<ExportFailure | undefined>((resolve) => {
    child.on("message", (saying: ExportSaying) => {
      // A failure to send is followed by `exit`.
      if (saying.type === "ready") child.send(ask, () => undefined);
      else if (saying.type === "begun") resolve(undefined);
      else if (saying.type === "failed") last ??= { ok: false, code: saying.code, message: saying.message };
      else {
        const { done, total } = saying;
        progress = { done, total };
        if (saying.type === "end") last ??= { ok: true, done, total, leftOut: saying.leftOut };
      }
    });
    void ended.then((outcome) => resolve(outcome.ok ? undefined : outcome));
  });
  const stop = () => {
    last ??= { ok: false, ...STOPPED };
    child.kill("SIGKILL");
  };
  const count = (size: number) => {
    bytes += size;
  };
  const stream = Readable.from(readWhole(child, ended, count), { objectMode: false });
  // Also when who reads it goes away.
  stream.once("close", stop);
  return {
    stream,
    begun,
    ended,
    get progress() {
      return { ...progress, bytes };
    },
    stop,
  };
}

function startProcess(file: string): ChildProcess {
  return fork(file, [String(process.pid)], {
    execArgv: [],
    env: childEnvironment(),
    stdio: ["ignore", "pipe", "ignore", "ipc"],
  });
}

/** Waits for its last message too, which may come after its end. */
async function waitForEnd(child: ChildProcess): Promise<string> {
  try {
    const [[code, signal]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
    return String(signal ?? `code ${code}`);
  } catch (error) {
    return (error as Error).message;
  }
}

async function* readWhole(
  child: ChildProcess,
  ended: Promise<ExportOutcome>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of child.stdout ?? []) {
    count((chunk as Buffer).length);
    yield chunk as Buffer;
  }
  const outcome = await ended;
  if (!outcome.ok) throw new Error(outcome.message);
}
