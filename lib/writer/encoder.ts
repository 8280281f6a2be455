/** Writes finished spans into the ring as records, on the program's thread: every nanosecond here is paid per span. */

import type { RunTags } from "../model/run-tags.ts";
import {
  CHILDREN,
  FAILURE,
  GAP,
  MAX_TEXTS,
  NO_TEXT,
  POST_END_TAG,
  REMEMBER,
  type Ring,
  RUN_TAGS,
  RUNNING,
  SPAN,
  UTF8,
} from "./ring.ts";
import {
  DROPPED_TAGS,
  type PostEndUpdate,
  type RunningChange,
  type SpanFailure,
  type TagValue,
  type WritableSpan,
} from "./writer.ts";

/** Up to this length a loop over the characters is cheaper than `Buffer.write` (measured). */
const SHORT = 24;
export class Encoder {
  readonly #ring: Ring;
  readonly #texts = new Map<string, number>();
  /** From the previous record: similar spans share their name and keys, and comparing is cheaper than a map lookup. */
  #lastName = "";
  #lastNameCode = -1;
  #lastKey = "";
  #lastKeyCode = -1;
  /** The next word to write. The caller ensures that there is room. */
  at = 0;
  /**
   * The end of the last complete record. The caller advances it, in one step with everything else that a record
   * changes. It differs from `at` after a record was abandoned because the program ran out of stack.
   */
  recordEnd = 0;
  /** How many of the cached texts are in complete records. */
  #completeTexts = 0;

  constructor(ring: Ring) {
    this.#ring = ring;
  }

  /** The cached names and keys, by index. */
  get texts(): string[] {
    return [...this.#texts.keys()];
  }

  /** Drops an abandoned record, and the texts that it would have cached. */
  discard(): void {
    if (this.at === this.recordEnd) return;
    for (const [text, index] of this.#texts) if (index >= this.#completeTexts) this.#texts.delete(text);
    this.#lastNameCode = -1;
    this.#lastKeyCode = -1;
    this.at = this.recordEnd;
  }

  span(span: WritableSpan, sequence: number): void {
    const { doubles, ints } = this.#ring;
    const start = this.at;
    doubles[start + 1] = span.start;
    doubles[start + 2] = span.duration;
    doubles[start + 3] = span.parentSequence;
    this.at = start + 5;
    const { name, tags } = span;
    if (name !== this.#lastName || this.#lastNameCode < 0) {
      this.#lastNameCode = this.#textCode(name);
      this.#lastName = name;
    }
    ints[start * 2 + 8] = this.#lastNameCode;
    let count = 0;
    if (tags) {
      count = tags.length >> 1;
      for (let i = 0; i < tags.length; i += 2) this.#tag(tags[i] as string, tags[i + 1] as TagValue);
    }
    if (span.lostTags > 0) {
      this.#tag(DROPPED_TAGS, span.lostTags);
      count += 1;
    }
    ints[start * 2 + 9] = count;
    this.#end(start, SPAN);
    if (span.failure) this.#failure(sequence, span.failure);
    this.#completeTexts = this.#texts.size;
  }

  /** A span's children, as runs. */
  children(parent: number, runs: readonly number[]): void {
    const { doubles } = this.#ring;
    const start = this.at;
    doubles[start + 1] = parent;
    for (let i = 0; i < runs.length; i++) doubles[start + 2 + i] = runs[i] as number;
    this.at = start + 2 + runs.length;
    this.#end(start, CHILDREN);
  }

  update(sequence: number, update: PostEndUpdate): void {
    if ("failure" in update) {
      this.#failure(sequence, update.failure);
      return;
    }
    const start = this.at;
    this.#ring.doubles[start + 1] = sequence;
    this.at = start + 2;
    this.#tag(update.key, update.value);
    this.#end(start, POST_END_TAG);
    this.#completeTexts = this.#texts.size;
  }

  running(change: RunningChange): void {
    this.#json(change, RUNNING);
  }

  runTags(tags: RunTags): void {
    this.#json(tags, RUN_TAGS);
  }

  /** For what is few and far between, and bounded to fit into a record. */
  #json(value: RunningChange | RunTags, kind: number): void {
    const start = this.at;
    this.at = start + 2;
    this.#ring.ints[start * 2 + 2] = this.#text(JSON.stringify(value));
    this.#end(start, kind);
  }

  /** Marks that the next record begins so many words further on; the caller moves there. */
  gap(words: number): void {
    this.#ring.ints[this.at * 2] = words;
    this.#ring.ints[this.at * 2 + 1] = GAP;
  }

  #end(start: number, kind: number): void {
    this.#ring.ints[start * 2] = this.at - start;
    this.#ring.ints[start * 2 + 1] = kind;
  }

  #failure(sequence: number, { type, message, stack }: SpanFailure): void {
    const { doubles, ints } = this.#ring;
    const start = this.at;
    doubles[start + 1] = sequence;
    this.at = start + 4;
    ints[start * 2 + 4] = this.#text(type);
    ints[start * 2 + 5] = this.#text(message);
    ints[start * 2 + 6] = stack === null ? NO_TEXT : this.#text(stack);
    this.#end(start, FAILURE);
  }

  #tag(key: string, value: TagValue): void {
    const { doubles, ints } = this.#ring;
    const start = this.at;
    this.at = start + 1;
    if (key !== this.#lastKey || this.#lastKeyCode < 0) {
      this.#lastKeyCode = this.#textCode(key);
      this.#lastKey = key;
    }
    ints[start * 2] = this.#lastKeyCode;
    if (typeof value === "number") {
      ints[start * 2 + 1] = NO_TEXT;
      doubles[this.at] = value;
      this.at += 1;
    } else ints[start * 2 + 1] = this.#text(value);
  }

  #textCode(text: string): number {
    return this.#texts.get(text) ?? this.#cache(text);
  }

  /** Caches a text by index, unless there are too many. */
  #cache(text: string): number {
    const index = this.#texts.size;
    if (index >= MAX_TEXTS) return this.#text(text);
    this.#texts.set(text, index);
    this.#ring.doubles[this.at] = index;
    this.at += 1;
    return ~(~this.#text(text) | REMEMBER);
  }

  #text(text: string): number {
    const { bytes } = this.#ring;
    const { length } = text;
    let at = this.at * 8;
    if (length <= SHORT) {
      let i = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code > 127) break;
        bytes[at++] = code;
      }
      if (i === length) {
        this.at += (length + 7) >> 3;
        return ~(length << 2);
      }
      at = this.at * 8;
    }
    const size = bytes.write(text, at, "utf8");
    this.at += (size + 7) >> 3;
    return ~((size << 2) | UTF8);
  }
}
