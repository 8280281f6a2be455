/** Questions that a page may ask after and stop while they run, by a name that each was given. */
import "server-only";
import type { Progress } from "../../lib/model/progress.ts";
import type { QueryOptions } from "../../lib/reader/reader.ts";

interface Running {
  progress: Progress | null;
  readonly stop: () => void;
}

const KEY = Symbol.for("spantom.running");
type Global = typeof globalThis & { [KEY]?: Map<string, Running> };

/** On globalThis, because each compiled route carries its own copy of this module. */
function known(): Map<string, Running> {
  const store = globalThis as Global;
  store[KEY] ??= new Map();
  return store[KEY];
}

/** @param name undefined for a question that nobody will ask after */
export async function runNamed<Outcome>(
  name: string | undefined,
  signal: AbortSignal | undefined,
  ask: (options: QueryOptions) => Promise<Outcome>,
): Promise<Outcome> {
  if (name === undefined) return ask({ signal });
  const stopper = new AbortController();
  const running: Running = { progress: null, stop: () => stopper.abort() };
  known().set(name, running);
  try {
    return await ask({
      signal: signal ? AbortSignal.any([signal, stopper.signal]) : stopper.signal,
      onProgress: (progress) => {
        running.progress = progress;
      },
    });
  } finally {
    if (known().get(name) === running) known().delete(name);
  }
}

/** Null where it is not known how far it is, or that there is such a question. */
export function readProgress(name: string): Progress | null {
  return known().get(name)?.progress ?? null;
}

export function stopNamed(name: string): void {
  known().get(name)?.stop();
}
