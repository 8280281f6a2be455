import type { NextRequest } from "next/server";
import { answerWhy } from "../../explore/data.ts";
import { parseExploreAsk } from "../../explore/requests.ts";
import { readSent } from "../../server/sent-json.ts";

const MOST_BYTES = 1024 * 1024;
/** Progress is told no more often than the eye follows. */
const TELL_MS = 80;

/**
 * `POST /api/why` with a `WhyAsk`: one line of JSON for each piece of progress, then one with the outcome. A client that
 * goes away ends its question.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const sent = await readSent(request, MOST_BYTES);
  if ("refused" in sent) return refuse(sent.refused);
  const asked = parseExploreAsk(sent.value);
  if (asked?.part !== "why") return refuse(400);
  const stop = new AbortController();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (line: unknown) => {
        if (!stop.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      let told = 0;
      const outcome = await answerWhy(asked, {
        signal: AbortSignal.any([request.signal, stop.signal]),
        onProgress: (progress) => {
          const now = performance.now();
          if (now - told < TELL_MS) return;
          told = now;
          send({ progress });
        },
      });
      send({ outcome });
      if (!stop.signal.aborted) controller.close();
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, {
    headers: { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" },
  });
}

function refuse(status: number): Response {
  return Response.json({ outcome: { ok: false, code: "SQL_EMPTY", message: "Not a question." } }, { status });
}
