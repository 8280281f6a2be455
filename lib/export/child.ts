/**
 * The process of one export: separate, so that it can be stopped and queries do not wait for it. Writes to standard
 * output with backpressure.
 */
import { once } from "node:events";
import { isMainThread, workerData } from "node:worker_threads";
import { armWatchdog, keepWatch, startWatchdog, type Watch } from "../reader/watchdog.ts";
import type { ExportMessage, ExportRequest } from "./messages.ts";
import { runExport } from "./run-export.ts";

function send(message: ExportMessage): Promise<void> {
  return new Promise((resolve) => {
    // If sending fails, nobody is listening, and `disconnect` ends the process.
    process.send?.(message, undefined, undefined, () => resolve());
  });
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

async function serve(): Promise<void> {
  process.on("disconnect", () => process.exit());
  process.stdout.on("error", () => process.exit());
  // Ctrl-C reaches every process of the terminal, but the parent decides which ones end.
  process.on("SIGINT", () => undefined);
  process.once("message", async (request: ExportRequest) => {
    // A typed statement may never return. Even without a deadline, the watchdog guards memory and parent.
    if ("sql" in request) {
      armWatchdog(await startWatchdog(new URL(import.meta.url), Number(process.argv[2])), Number.POSITIVE_INFINITY);
    }
    const last = await runExport(request, write, send);
    await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
    await send(last);
    process.exit();
  });
  await send({ type: "ready" });
}

if (isMainThread) await serve();
else keepWatch(workerData as Watch);
