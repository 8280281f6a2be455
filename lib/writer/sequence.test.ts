import { expect, test } from "vitest";
import { LiveSpan, type SpanOwner } from "../tracer/span.ts";
import { Ordinals } from "./sequence.ts";

const owner: SpanOwner = { finish() {}, amend() {}, amendFailure() {}, run: (_span, fn) => fn() };
const start = (parent?: LiveSpan, block = false) => new LiveSpan(owner, "span", parent, block);

/** As a writer does with a span that has ended. */
function end(ordinals: Ordinals, span: LiveSpan): LiveSpan {
  ordinals.link(span);
  ordinals.last += 1;
  span.ordinal = ordinals.last;
  ordinals.adopt(span);
  return span;
}

test("are given in the order of ends, from 1", () => {
  const ordinals = new Ordinals();
  expect([start(), start(), start()].map((span) => end(ordinals, span).ordinal)).toEqual([1, 2, 3]);
  expect(ordinals.last).toBe(3);
});

test("of children are kept with their parent as runs of equal steps", () => {
  const ordinals = new Ordinals();
  const parent = start();
  const skip = (count: number) => {
    for (let i = 0; i < count; i++) end(ordinals, start());
  };
  end(ordinals, start(parent));
  expect(parent.children).toEqual([1, 1, 0]);
  for (let i = 0; i < 9; i++) end(ordinals, start(parent));
  expect(parent.children).toEqual([1, 10, 1]);
  for (let i = 0; i < 5; i++) {
    skip(2);
    end(ordinals, start(parent));
  }
  expect(parent.children).toEqual([1, 10, 1, 13, 25, 3]);
});

test("a span is noted with its parent once: as child of one that runs, or by the parent's ordinal", () => {
  const ordinals = new Ordinals();
  const parent = start();
  const [before, after] = [start(parent), start(parent)];
  end(ordinals, before);
  end(ordinals, parent);
  end(ordinals, after);
  expect([before.parentOrdinal, after.parentOrdinal]).toEqual([0, 2]);
  expect(parent.children).toEqual([1, 1, 0]);
});

test("a span lets go of its parent, but for a block, whose parent others come to through it", () => {
  const ordinals = new Ordinals();
  const parent = start();
  expect(end(ordinals, start(parent)).parent).toBeUndefined();
  expect(end(ordinals, start(parent, true)).parent).toBe(parent);
});

test("spans up to the floor are linked to no more, in either direction", () => {
  const ordinals = new Ordinals();
  const [parent, gone] = [start(), start()];
  end(ordinals, start(parent));
  end(ordinals, gone);
  ordinals.floor = ordinals.last;
  expect(end(ordinals, start(gone)).parentOrdinal).toBe(0);
  end(ordinals, start(parent));
  expect(parent.children).toEqual([4, 4, 0]);
  ordinals.floor = ordinals.last;
  expect(end(ordinals, parent).children).toBeUndefined();
});

test("one that is refused has none, and nothing of its own is linked", () => {
  const ordinals = new Ordinals();
  const [parent, child] = [start(), start()];
  end(ordinals, start(parent));
  ordinals.refuse(parent);
  expect(parent).toMatchObject({ ordinal: -1, children: undefined });
  expect(end(ordinals, child).ordinal).toBe(2);
  expect(end(ordinals, start(parent))).toMatchObject({ ordinal: 3, parentOrdinal: 0 });
  expect(parent.children).toBeUndefined();
});
