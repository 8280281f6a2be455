/** Reads the records of the ring, in the order they were written. */
import type { RunTags } from "../model/run-tags.ts";
import {
  CHILDREN,
  FAILURE,
  NO_TEXT,
  PAD,
  POST_END_TAG,
  REMEMBER,
  RING_WORDS,
  type Ring,
  RUN_TAGS,
  RUNNING,
  SPAN,
  UTF8,
} from "./ring.ts";
import type { RunningChange, Sink } from "./writer.ts";

export class Decoder {
  readonly #ring: Ring;
  readonly #texts: string[];
  #at = 0;

  /** @param texts The encoder's cached texts as of the first unread record, or later. */
  constructor(ring: Ring, texts: readonly string[] = []) {
    this.#ring = ring;
    this.#texts = [...texts];
  }

  /** Where the records of up to `maxSpans` spans end, and how many spans those are. */
  measure(from: number, to: number, maxSpans: number): { end: number; spans: number } {
    let [end, spans] = [from, 0];
    while (end !== to) {
      const at = end & (RING_WORDS - 1);
      const kind = this.#ring.ints[at * 2 + 1];
      // A failure follows its span and must be in the same transaction.
      if (spans >= maxSpans && kind !== FAILURE) break;
      if (kind === SPAN) spans += 1;
      end = this.#after(end, to);
    }
    return { end, spans };
  }

  feed(from: number, to: number, sink: Sink): void {
    for (let position = from; position !== to; ) {
      const at = position & (RING_WORDS - 1);
      const kind = this.#ring.ints[at * 2 + 1];
      position = this.#after(position, to);
      this.#at = at + 1;
      if (kind === SPAN) this.#span(sink);
      else if (kind === CHILDREN) this.#children(at, this.#ring.ints[at * 2] as number, sink);
      else if (kind === FAILURE) this.#failure(sink);
      else if (kind === POST_END_TAG) this.#postEndTag(sink);
      else if (kind === RUNNING) sink.running(this.#json() as RunningChange);
      else if (kind === RUN_TAGS) sink.runTags(this.#json() as RunTags);
    }
  }

  /** Where the next record begins: always ahead and never past the end, whatever the memory holds. */
  #after(position: number, to: number): number {
    const at = position & (RING_WORDS - 1);
    const { ints } = this.#ring;
    const length = ints[at * 2 + 1] === PAD ? RING_WORDS - at : (ints[at * 2] as number);
    return length > 0 && length <= ((to - position) | 0) ? (position + length) | 0 : to;
  }

  #span(sink: Sink): void {
    const { doubles, ints } = this.#ring;
    const at = this.#at;
    const name = ints[at * 2 + 6] as number;
    const tags = ints[at * 2 + 7] as number;
    this.#at = at + 4;
    sink.span(this.#text(name), doubles[at] as number, doubles[at + 1] as number, doubles[at + 2] as number);
    for (let i = 0; i < tags; i++) {
      const key = this.#key();
      sink.tag(key, this.#value());
    }
  }

  #valueCode = 0;

  #key(): string {
    const { ints } = this.#ring;
    const at = this.#at;
    this.#valueCode = ints[at * 2 + 1] as number;
    this.#at = at + 1;
    return this.#text(ints[at * 2] as number);
  }

  #value(): string {
    if (this.#valueCode !== NO_TEXT) return this.#text(this.#valueCode);
    this.#at += 1;
    return String(this.#ring.doubles[this.#at - 1]);
  }

  #failure(sink: Sink): void {
    const { doubles, ints } = this.#ring;
    const at = this.#at + 1;
    const sequence = doubles[at - 1] as number;
    this.#at = at + 2;
    const type = this.#text(ints[at * 2] as number);
    const message = this.#text(ints[at * 2 + 1] as number);
    const stack = ints[at * 2 + 2] as number;
    sink.update(sequence, { failure: { type, message, stack: stack === NO_TEXT ? null : this.#text(stack) } });
  }

  #children(at: number, length: number, sink: Sink): void {
    const { doubles } = this.#ring;
    const parent = doubles[at + 1] as number;
    for (let i = at + 2; i < at + length; i += 3)
      sink.children(parent, doubles[i] as number, doubles[i + 1] as number, doubles[i + 2] as number);
  }

  #postEndTag(sink: Sink): void {
    const sequence = this.#ring.doubles[this.#at] as number;
    this.#at += 1;
    const key = this.#key();
    sink.update(sequence, { key, value: this.#value() });
  }

  #json(): unknown {
    const code = this.#ring.ints[this.#at * 2] as number;
    this.#at += 1;
    return JSON.parse(this.#text(code));
  }

  #text(code: number): string {
    if (code >= 0) return this.#texts[code] as string;
    const bits = ~code;
    const { bytes, doubles } = this.#ring;
    const remember = (bits & REMEMBER) !== 0;
    const index = remember ? (doubles[this.#at] as number) : 0;
    if (remember) this.#at += 1;
    const size = bits >> 2;
    const from = this.#at * 8;
    this.#at += (size + 7) >> 3;
    const text = bytes.toString(bits & UTF8 ? "utf8" : "latin1", from, from + size);
    if (remember) this.#texts[index] = text;
    return text;
  }
}
