import type { NextRequest } from "next/server";
import type { QueryOutcome } from "../../../../lib/model/outcome.ts";
import type { Progress } from "../../../../lib/model/progress.ts";
import type { QueryName } from "../../../../lib/queries/registry.ts";
import { ask } from "../../../server/ask.ts";
import { getReader } from "../../../server/database.ts";
import { runNamed } from "../../../server/running.ts";
import { readSent } from "../../../server/sent-json.ts";

/** Room for the longest list of selected spans. */
const MAX_BYTES = 1024 * 1024;
/** Progress is sent no more often than the eye can follow it. */
const PROGRESS_MS = 80;

/**
 * `POST /api/q/NAME` with that query's parameters. Responds with one line of JSON per progress update, then one with
 * the outcome, which may be a failure. Disconnecting ends the query. The parameter `id` names it, so that
 * `/api/running` can report its progress and stop it.
 */
export async function POST(request: NextRequest, { params }: { readonly params: Promise<{ readonly name: string }> }) {
  const { name } = await params;
  const sent = await readSent(request, MAX_BYTES);
  if ("refused" in sent)
    return sent.refused === 415
      ? refuse(415, "Send JSON, with the content type application/json.")
      : refuse(413, `The parameters are too long: at most ${MAX_BYTES / 1024} kB are allowed.`);
  const failure = await getReader().check(name, sent.value);
  if (failure) return refuse(400, failure.message);
  const id = request.nextUrl.searchParams.get("id") ?? undefined;
  const stop = new AbortController();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (line: unknown) => {
        if (!stop.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      let lastSent = 0;
      const tell = (progress: Progress) => {
        const now = performance.now();
        if (now - lastSent < PROGRESS_MS) return;
        lastSent = now;
        send({ progress });
      };
      const signal = AbortSignal.any([request.signal, stop.signal]);
      const outcome = await runNamed(id, signal, ({ onProgress, ...options }) =>
        ask(name as QueryName, sent.value as never, {
          ...options,
          onProgress: (progress) => {
            onProgress?.(progress);
            tell(progress);
          },
        }),
      );
      send({ outcome });
      if (!stop.signal.aborted) controller.close();
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, { headers: HEADERS });
}

const HEADERS = { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" };

function refuse(status: number, message: string): Response {
  const outcome: QueryOutcome<never> = { ok: false, code: "PARAMS", message };
  return new Response(`${JSON.stringify({ outcome })}\n`, { status, headers: HEADERS });
}
