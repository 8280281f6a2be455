/** The dashboard's exports: each has its own process, which ends with the request or when stopped by name. */
import "server-only";
import type { NextRequest } from "next/server";
import { type ExportOutcome, type RunningExport, startExport } from "../../lib/export/export-process.ts";
import type { ExportStatus } from "../../lib/export/formats.ts";
import type { ExportRequest } from "../../lib/export/messages.ts";
import { getHost } from "../../lib/reader/host.ts";
import { downloadHeaders, isForeign, refuse, refuseFile, streamBody } from "./data-endpoint.ts";
import { findSource } from "./database.ts";
import { Semaphore } from "./semaphore.ts";

interface CacheEntry {
  readonly exporting: RunningExport;
  outcome?: ExportOutcome;
}

/** Each uses a CPU core and some memory; further ones wait. */
const MAX_RUNNING = 4;
const REMEMBERED_MS = 60_000;
const KEY = Symbol.for("spantom.exports");
const SEMAPHORE_KEY = Symbol.for("spantom.export-semaphore");
type Global = typeof globalThis & { [KEY]?: Map<string, CacheEntry>; [SEMAPHORE_KEY]?: Semaphore };

/** On globalThis, as each compiled route has its own copy of this module. */
function entries(): Map<string, CacheEntry> {
  const store = globalThis as Global;
  store[KEY] ??= new Map();
  return store[KEY];
}

function semaphore(): Semaphore {
  const store = globalThis as Global;
  store[SEMAPHORE_KEY] ??= new Semaphore(MAX_RUNNING);
  return store[SEMAPHORE_KEY];
}

/**
 * Streams an export while it is being produced. The address's `id` parameter, any text, is the name under which its
 * progress is reported.
 * @param name of the file that a browser saves
 */
export async function respondWith(request: NextRequest, exportRequest: ExportRequest, name: string, type: string) {
  if (isForeign(request)) return refuse(403, "FOREIGN", "Other pages cannot request this; open it in its own tab.");
  const headers = { ...downloadHeaders(name), "content-type": type };
  if (request.method === "HEAD") return new Response(null, { headers });
  const source = await findSource(exportRequest.path);
  // SQL can query any SQLite file.
  if (!source.ok && !("sql" in exportRequest)) return refuseFile(source.error);
  const signals = [request.signal, getHost().signal()].filter((signal) => signal !== undefined);
  const gone = AbortSignal.any(signals);
  const leave = await semaphore().take(gone);
  if (!leave) return refuse(499, "STOPPED", "The client has disconnected.");
  const exporting = startExport(
    getHost().exportChild,
    source.ok ? { ...exportRequest, path: source.path } : exportRequest,
  );
  const stop = () => exporting.stop();
  gone.addEventListener("abort", stop, { once: true });
  void exporting.ended.then(() => {
    leave();
    // Node keeps a combined signal alive, and with it the whole request, as long as it has a listener.
    gone.removeEventListener("abort", stop);
  });
  remember(request.nextUrl.searchParams.get("id"), exporting);
  const failure = await exporting.begun;
  if (!failure) return new Response(streamBody(exporting.stream), { headers });
  exporting.stream.on("error", () => undefined).destroy();
  const message = source.ok ? failure.message.replaceAll(source.path, exportRequest.path) : failure.message;
  return refuse(failure.code === "DATABASE" ? 404 : 400, failure.code, message);
}

function remember(id: string | null, exporting: RunningExport): void {
  const entry: CacheEntry = { exporting };
  const key = id ?? `unnamed ${Math.random()}`;
  entries().set(key, entry);
  void exporting.ended.then((outcome) => {
    entry.outcome = outcome;
    setTimeout(() => entries().delete(key), id === null ? 0 : REMEMBERED_MS).unref();
  });
}

export function exportStatus(id: string): ExportStatus {
  const entry = entries().get(id);
  if (!entry) return { state: "unknown" };
  const { exporting, outcome } = entry;
  if (outcome && !outcome.ok) return { state: "failed", message: outcome.message };
  return { state: outcome ? "done" : "running", ...exporting.progress };
}

export function stopExport(id: string): void {
  entries().get(id)?.exporting.stop();
}
