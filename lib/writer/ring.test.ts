/** What goes into the ring comes out of it, whatever it is. */
import { describe, expect, test, vi } from "vitest";
import { createRing, ReadSpans } from "../fixtures/ring-reader.ts";
import { collectNotices } from "../fixtures/traced-file.ts";
import { Decoder } from "./decoder.ts";
import { Encoder } from "./encoder.ts";
import { Ids } from "./ids.ts";
import { HEAD, MAX_TEXTS, RING_WORDS, Ring, shareRing, TAIL } from "./ring.ts";

describe("a tag comes out as text", () => {
  test.each<[unknown, string]>([
    ["", ""],
    ["a", "a"],
    ["seven b", "seven b"],
    ["eight by", "eight by"],
    ["of twenty-four letters..", "of twenty-four letters.."],
    ["of twenty-five letters...", "of twenty-five letters..."],
    ["é", "é"],
    ["nine é and more, so that it is long", "nine é and more, so that it is long"],
    ["\u{1f600}日本\u202e", "\u{1f600}日本\u202e"],
    ["\0\u007f\u0080\u00ff", "\0\u007f\u0080\u00ff"],
    ["lone \ud83d surrogates \udc00", "lone \ufffd surrogates \ufffd"],
    ["x".repeat(16_384), "x".repeat(16_384)],
    ["日".repeat(16_384), "日".repeat(16_384)],
    [0, "0"],
    [-0, "0"],
    [-1.5, "-1.5"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [2 ** 53, "9007199254740992"],
    [5e-324, "5e-324"],
    [null, "null"],
    [true, "true"],
  ])("%#: %o", (value, text) => {
    const ring = createRing();
    // Twice: the second time its key is known. And as a key, a name and a post-end tag.
    for (let i = 0; i < 2; i++) ring.end("span", { before: "-", value, after: i }).tag({ late: value });
    const expected = (i: number) => [
      ["before", "-"],
      ["value", text],
      ["after", `${i}`],
    ];
    expect(ring.take().map(({ tags, postEndTags }) => [tags, postEndTags])).toEqual([
      [expected(0), [["late", text]]],
      [expected(1), [["late", text]]],
    ]);
  });

  test("with any text for a key, and for a name", () => {
    const ring = createRing();
    const texts = ["", "é", "\ud800", "k".repeat(256), "日".repeat(256), "__proto__", "constructor", "a\0b"];
    for (let i = 0; i < 2; i++) for (const text of texts) ring.end(text, { [text]: text });
    const seen = texts.map((text) => text.toWellFormed());
    expect(ring.take().map(({ name, tags }) => [name.toWellFormed(), tags])).toEqual(
      [...seen, ...seen].map((text) => [text, [[text, text]]]),
    );
  });
});

test("all numbers of a span are kept as they are", () => {
  const ring = createRing();
  const span = ring.end("span");
  expect(ring.take()[0]).toMatchObject({ start: span.start, duration: span.duration, parent: 0 });
});

test("the greatest span that can be: name, tags, error and stack up to their caps", () => {
  const ring = createRing();
  const wide = (length: number) => "日".repeat(length);
  for (let i = 0; i < 120; i++) {
    const span = ring.start(wide(1024));
    for (let at = 0; at < 128; at++) span.tag({ [`${at}${wide(253)}`]: wide(256) });
    span.tag({ "one too many": 1 });
    const error = new Error(wide(16_384));
    error.stack = wide(16_384);
    span.fail(error).end();
    ring.take();
  }
  const { spans } = ring.read;
  expect(spans).toHaveLength(120);
  for (const { name, tags, errors } of spans) {
    expect(name).toBe(wide(1024));
    expect(tags).toHaveLength(129);
    expect(tags[127]).toEqual([`127${wide(253)}`, wide(256)]);
    expect(tags[128]).toEqual(["spantom.dropped_tags", "1"]);
    expect(errors[0]?.slice(0, 2)).toEqual(["Error", wide(16_384)]);
  }
  expect(spans[0]?.errors[0]?.[2]).toBe(wide(16_384));
});

test("more names and keys than are known by index: each comes out as itself, again and again", () => {
  const ring = createRing();
  const names = Array.from({ length: MAX_TEXTS + 500 }, (_, i) => `name ${i}`);
  for (let round = 0; round < 2; round++) {
    for (const name of names) {
      ring.end(name, { [`key of ${name}`]: round });
      ring.end(name, { [`key of ${name}`]: "again" });
    }
    ring.take();
  }
  const all = [...names, ...names].flatMap((name) => [name, name]);
  expect(ring.read.spans.map(({ name }) => name)).toEqual(all);
  expect(ring.read.spans.map(({ tags }) => tags[0]?.[0])).toEqual(all.map((name) => `key of ${name}`));
});

test("a million distinct names come out, and no more of them are kept than are known by index", () => {
  const ring = createRing();
  for (let i = 0; i < 1_000_000; i++) {
    ring.end(`name ${i}`);
    if (i % 10_000 === 0) ring.take().length = 0;
  }
  expect(ring.writer.dropped).toBe(0);
  expect(ring.take().at(-1)?.name).toBe("name 999999");
  const encoder = new Encoder(new Ring(shareRing(Ids.share())));
  for (let i = 0; i < 10_000; i++) encoder.update(1, { key: `key ${i}`, value: i });
  expect(encoder.texts).toHaveLength(MAX_TEXTS);
});

test("the ring goes round: at its end when it is behind, and early when it is not", () => {
  const ring = createRing();
  const value = "x".repeat(16_000);
  const ended = 15_000; // 240 MB: nearly four times the ring's length.
  let behind = 0;
  const starts: number[] = [];
  for (let i = 0; i < ended; i++) {
    ring.end("span", { i, value });
    behind += 1;
    // A reader that lags by some 16 MB in the first half, and always catches up in the second.
    const most = i < ended / 2 ? (behind > 1000 ? 1 : 0) : Number.POSITIVE_INFINITY;
    if (most === 0) continue;
    ring.take(most);
    behind = most === 1 ? behind - 1 : 0;
    if (i > ended / 2) starts.push((ring.control[TAIL] as number) & (RING_WORDS - 1));
  }
  const { spans } = ring.read;
  expect(ring.writer.dropped).toBe(0);
  expect(spans).toHaveLength(ended);
  expect(spans.findIndex(({ tags }, i) => tags[0]?.[1] !== `${i}` || tags[1]?.[1] !== value)).toBe(-1);
  // Its first pages are reused, instead of all pages.
  expect(Math.max(...starts.slice(-1000))).toBeLessThan(RING_WORDS / 8);
});

test("a full ring takes no more, keeps what it has, and goes on when there is room", () => {
  const ring = createRing();
  const value = "x".repeat(16_000);
  let taken = 0;
  const lines = collectNotices(() => {
    while (ring.writer.dropped === 0) {
      ring.end("kept", { i: taken, value });
      taken += 1;
    }
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^spantom: ring\.db: another process keeps it locked and the buffer is full; the newest/);
  expect(taken * 16_000).toBeGreaterThan(2 ** 26 - 2 ** 21);
  for (let i = 1; i < 100; i++) expect(ring.end("dropped").sequence).toBe(-1);
  expect(ring.writer.dropped).toBe(100);
  ring.take();
  ring.end("after");
  ring.take();
  expect(ring.read.spans.map(({ tags }) => tags[0]?.[1])).toEqual([
    ...Array.from({ length: taken - 1 }, (_, i) => `${i}`),
    undefined,
  ]);
});

test("tags of the run that found the ring full are in it before a flush ends", () => {
  const ring = createRing();
  // The thread reads all while the program waits for it.
  const wait = vi.spyOn(Atomics, "wait").mockImplementation(() => {
    ring.take();
    return "ok";
  });
  collectNotices(() => {
    while (ring.writer.dropped === 0) ring.end("kept", { value: "x".repeat(16_000) });
  });
  ring.writer.tagRun({ "param.rate": "1" });
  expect(ring.writer.flush(1000)).toBe(true);
  wait.mockRestore();
  expect(ring.read.runTagsGiven).toEqual([{ "param.rate": "1" }]);
});

test("a ring that has begun again early has all its room, though the reader has not got that far", () => {
  const ring = createRing();
  const value = "x".repeat(16_000);
  const at = () => (ring.control[HEAD] as number) & (RING_WORDS - 1);
  // No span is read before the next one has ended, until the ring wraps.
  ring.end("read", { value });
  for (let before = 0; at() > before; ring.end("read", { value })) {
    before = at();
    ring.take(1);
    ring.end("read", { value });
    if (at() < before) break;
    ring.take(1);
  }
  const read = ring.read.spans.length;
  collectNotices(() => {
    while (ring.writer.dropped === 0) ring.end("waiting", { value });
  });
  const waiting = ring.take().length - read;
  expect(waiting * 16_000).toBeGreaterThan(2 ** 26 - 2 ** 22);
  for (let i = 0; i < 10_000; i++) {
    ring.end("read", { value });
    if (i % 3 === 0) ring.take();
  }
  expect(ring.take()).toHaveLength(read + waiting + 10_000);
  expect(ring.writer.dropped).toBe(1);
  // And again: no unread record is overwritten.
  for (let i = 0; ring.writer.dropped === 1; i++) ring.end("again", { i, value });
  const again = ring.take().slice(read + waiting + 10_000);
  expect(again.every(({ tags }, i) => tags[0]?.[1] === `${i}`)).toBe(true);
});

test.each([0, -1, 1, 7, 2 ** 20, 2 ** 31 - 1, -(2 ** 31)])(
  "a record that says it has %d words is read to the end",
  (words) => {
    const memory = shareRing(Ids.share());
    const ring = new Ring(memory);
    const encoder = new Encoder(ring);
    for (let i = 0; i < 3; i++) encoder.update(1, { key: "key", value: i });
    const { at } = encoder;
    ring.ints[0] = words;
    const decoder = new Decoder(ring);
    const { end } = decoder.measure(0, at, 100);
    expect(end).toBe(at);
    expect(() => decoder.feed(0, at, new ReadSpans())).not.toThrow();
  },
);
