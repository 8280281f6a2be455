/** The end of the process: one listener for all sessions, registered when the first of them starts a span. */

/** What to do when the process ends. */
export interface Closing {
  atExit(): void;
  flush(): void;
}

const closings = new Set<Closing>();
let listening = false;

export function onExit(closing: Closing): void {
  closings.add(closing);
  if (listening) return;
  listening = true;
  // A listener added while listeners run is not called: a session that first starts at the very end closes at once.
  if ((process as { _exiting?: boolean })._exiting) endAll();
  else process.on("exit", endAll);
}

function endAll(): void {
  for (const each of closings) {
    try {
      each.atExit();
    } catch {
      // Throwing here would change the program's exit code.
    }
  }
}

export function forgetExit(closing: Closing): void {
  closings.delete(closing);
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
let handling = false;

/**
 * Writes everything when a signal ends the program. Only on request: with a listener, a program in a synchronous loop
 * ignores Ctrl-C until the loop ends. If nobody else listens, the signal is raised again, which keeps the exit code.
 */
export function handleSignals(): void {
  if (handling) return;
  handling = true;
  for (const signal of SIGNALS) {
    const listener = () => {
      if (process.listenerCount(signal) > 1) {
        for (const each of closings) each.flush();
        return;
      }
      endAll();
      process.removeListener(signal, listener);
      process.kill(process.pid, signal);
    };
    // First in line: a `once` listener of the program's own would no longer be counted after its call.
    process.prependListener(signal, listener);
  }
}
