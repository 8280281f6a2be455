/** Running queries by name, so that a page can poll their progress and stop them. */
import "server-only";
import type { Progress } from "../../lib/model/progress.ts";
import type { QueryOptions } from "../../lib/reader/reader.ts";

interface Running {
  progress: Progress | null;
  readonly stop: () => void;
}

const KEY = Symbol.for("spantom.running");
type Global = typeof globalThis & { [KEY]?: Map<string, Running> };

/** On globalThis, as each compiled route has its own copy of this module. */
function runningQueries(): Map<string, Running> {
  const store = globalThis as Global;
  store[KEY] ??= new Map();
  return store[KEY];
}

/** @param name undefined for a query whose progress nobody will request */
export async function runNamed<Outcome>(
  name: string | undefined,
  signal: AbortSignal | undefined,
  ask: (options: QueryOptions) => Promise<Outcome>,
): Promise<Outcome> {
  if (name === undefined) return ask({ signal });
  const stopper = new AbortController();
  const running: Running = { progress: null, stop: () => stopper.abort() };
  runningQueries().set(name, running);
  try {
    return await ask({
      signal: signal ? AbortSignal.any([signal, stopper.signal]) : stopper.signal,
      onProgress: (progress) => {
        running.progress = progress;
      },
    });
  } finally {
    if (runningQueries().get(name) === running) runningQueries().delete(name);
  }
}

/** Null if there is no progress yet, or no query of that name is running. */
export function readProgress(name: string): Progress | null {
  return runningQueries().get(name)?.progress ?? null;
}

export function stopNamed(name: string): void {
  runningQueries().get(name)?.stop();
}
