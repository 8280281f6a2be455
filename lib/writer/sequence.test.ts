import { expect, test } from "vitest";
import { LiveSpan, type SpanOwner } from "../tracer/span.ts";
import { SequenceNumbers } from "./sequence.ts";

const owner: SpanOwner = { finish() {}, useWriter: () => ({ update() {} }), run: (_span, fn) => fn() };
const start = (parent?: LiveSpan, block = false) => new LiveSpan(owner, "span", parent, block);

/** Does what a writer does with a span that has ended. */
function end(numbers: SequenceNumbers, span: LiveSpan): LiveSpan {
  numbers.link(span);
  numbers.last += 1;
  span.sequence = numbers.last;
  numbers.adopt(span);
  return span;
}

test("are given in the order of ends, from 1", () => {
  const numbers = new SequenceNumbers();
  expect([start(), start(), start()].map((span) => end(numbers, span).sequence)).toEqual([1, 2, 3]);
  expect(numbers.last).toBe(3);
});

test("of children are kept with their parent as runs of equal steps", () => {
  const numbers = new SequenceNumbers();
  const parent = start();
  const skip = (count: number) => {
    for (let i = 0; i < count; i++) end(numbers, start());
  };
  end(numbers, start(parent));
  expect(parent.children).toEqual([1, 1, 0]);
  for (let i = 0; i < 9; i++) end(numbers, start(parent));
  expect(parent.children).toEqual([1, 10, 1]);
  for (let i = 0; i < 5; i++) {
    skip(2);
    end(numbers, start(parent));
  }
  expect(parent.children).toEqual([1, 10, 1, 13, 25, 3]);
});

test("a span is noted with its parent once: as child of one that runs, or by the parent's sequence", () => {
  const numbers = new SequenceNumbers();
  const parent = start();
  const [before, after] = [start(parent), start(parent)];
  end(numbers, before);
  end(numbers, parent);
  end(numbers, after);
  expect([before.parentSequence, after.parentSequence]).toEqual([0, 2]);
  expect(parent.children).toEqual([1, 1, 0]);
});

test("a span lets go of its parent, but for a block, whose parent others come to through it", () => {
  const numbers = new SequenceNumbers();
  const parent = start();
  expect(end(numbers, start(parent)).parent).toBeUndefined();
  expect(end(numbers, start(parent, true)).parent).toBe(parent);
});

test("spans up to the floor are linked to no more, in either direction", () => {
  const numbers = new SequenceNumbers();
  const [parent, gone] = [start(), start()];
  end(numbers, start(parent));
  end(numbers, gone);
  numbers.floor = numbers.last;
  expect(end(numbers, start(gone)).parentSequence).toBe(0);
  end(numbers, start(parent));
  expect(parent.children).toEqual([4, 4, 0]);
  numbers.floor = numbers.last;
  expect(end(numbers, parent).children).toBeUndefined();
});

test("one that is refused has none, and nothing of its own is linked", () => {
  const numbers = new SequenceNumbers();
  const [parent, child] = [start(), start()];
  end(numbers, start(parent));
  numbers.refuse(parent);
  expect(parent).toMatchObject({ sequence: -1, children: undefined });
  expect(end(numbers, child).sequence).toBe(2);
  expect(end(numbers, start(parent))).toMatchObject({ sequence: 3, parentSequence: 0 });
  expect(parent.children).toBeUndefined();
});
