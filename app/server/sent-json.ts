/** Reads a request's JSON body. */
import type { NextRequest } from "next/server";

/** The value is undefined if the body is truncated or not JSON. */
export type Sent = { readonly value: unknown } | { readonly refused: 413 | 415 };

/** Never reads beyond the limit, whatever length the request declares. */
export async function readSent(request: Pick<NextRequest, "headers" | "body">, mostBytes: number): Promise<Sent> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) return { refused: 415 };
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return { refused: 413 };
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > mostBytes) return { refused: 413 };
      chunks.push(chunk);
    }
    return { value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return { value: undefined };
  }
}
