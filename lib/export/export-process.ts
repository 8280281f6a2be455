/** The parent's handle on an export process: its text as a stream, its progress, and a way to stop it. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { childEnvironment } from "../reader/reader-process.ts";
import type { ExportFailure, ExportMessage, ExportProgress, ExportRequest, ExportResult } from "./messages.ts";

export type ExportOutcome = ({ readonly ok: true } & ExportResult) | ({ readonly ok: false } & ExportFailure);

export interface RunningExport {
  /** UTF-8 text. Errors if the export fails or is stopped; never just ends early. */
  readonly stream: Readable;
  /** Resolves with undefined once the first text is available, or with the reason why there is none. */
  readonly begun: Promise<ExportFailure | undefined>;
  readonly ended: Promise<ExportOutcome>;
  readonly progress: ExportProgress & { readonly bytes: number };
  stop(): void;
}

const STOPPED: ExportFailure = { code: "STOPPED", message: "Stopped." };

/** @param childFile the built `child.ts` */
export function startExport(childFile: string, request: ExportRequest): RunningExport {
  const child = startProcess(childFile);
  let progress: ExportProgress = { done: 0, total: null };
  let bytes = 0;
  let last: ExportOutcome | undefined;
  const ended = waitForEnd(child).then((how): ExportOutcome => {
    last ??= { ok: false, code: "FAILED", message: `The export process ended (${how}).` };
    return last;
  });
  const begun = new Promise<ExportFailure | undefined>((resolve) => {
    child.on("message", (message: ExportMessage) => {
      // If sending fails, `exit` follows.
      if (message.type === "ready") child.send(request, () => undefined);
      else if (message.type === "begun") resolve(undefined);
      else if (message.type === "failed") last ??= { ok: false, code: message.code, message: message.message };
      else {
        const { done, total } = message;
        progress = { done, total };
        if (message.type === "end") last ??= { ok: true, done, total, leftOut: message.leftOut };
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
  // Also stops the export if the consumer closes the stream.
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

/** Waits for `disconnect` too: the last message may arrive after `exit`. */
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
