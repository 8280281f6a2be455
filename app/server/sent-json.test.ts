import { expect, test } from "vitest";
import { readSent } from "./sent-json.ts";

/** In chunks, without a Content-Length. */
function send(text: string, type = "application/json; charset=utf-8"): Request {
  const pieces = text.match(/.{1,3}/gs) ?? [];
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  return new Request("http://localhost/", {
    method: "POST",
    headers: { "content-type": type },
    body,
    duplex: "half",
  } as RequestInit);
}

test("takes JSON that comes in pieces", async () => {
  expect(await readSent(send('{"part": "plot"}'), 100)).toEqual({ value: { part: "plot" } });
});

test("refuses more than the limit, also where no length was said", async () => {
  const text = JSON.stringify("x".repeat(20));
  expect(await readSent(send(text), 22)).toEqual({ value: "x".repeat(20) });
  expect(await readSent(send(text), 21)).toEqual({ refused: 413 });
});

test("refuses what a form of another page can send", async () => {
  expect(await readSent(send("{}", "text/plain"), 100)).toEqual({ refused: 415 });
});

test("what is no JSON has no value", async () => {
  expect(await readSent(send("{"), 100)).toEqual({ value: undefined });
  expect(await readSent(send(""), 100)).toEqual({ value: undefined });
});
