/**
 * The process that exports: one for each export, so that it can be stopped, and queries need not wait for it. It writes
 * to its standard output no faster than that is read.
 */
import { once } from "node:events";
import { isMainThread, workerData } from "node:worker_threads";
import { armWatchdog, keepWatch, startWatchdog, type Watch } from "../reader/watchdog.ts";
import type { ExportAsk, ExportSaying } from "./messages.ts";
import { runExport } from "./run-export.ts";

function say(saying: ExportSaying): Promise<void> {
  return new Promise((resolve) => {
    // If nobody hears it, `disconnect` ends the process.
    process.send?.(saying, undefined, undefined, () => resolve());
  });
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

async function serve(): Promise<void> {
  process.on("disconnect", () => process.exit());
  process.stdout.on("error", () => process.exit());
  // Ctrl-C reaches every process of the terminal; the parent decides what ends.
  process.on("SIGINT", () => undefined);
  process.once("message", async (ask: ExportAsk) => {
    // A statement that somebody typed may never come back; without a deadline the watch still sees memory and parent.
    if ("sql" in ask) {
      armWatchdog(await startWatchdog(new URL(import.meta.url), Number(process.argv[2])), Number.POSITIVE_INFINITY);
    }
    const last = await runExport(ask, write, say);
    await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
    await say(last);
    process.exit();
  });
  await say({ type: "ready" });
}

if (isMainThread) await serve();
else keepWatch(workerData as Watch);
