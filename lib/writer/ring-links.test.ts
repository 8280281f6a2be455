/** How records in the ring refer to spans: parents, children, post-end updates. */
import { describe, expect, test } from "vitest";
import { createRing } from "../fixtures/ring-reader.ts";
import { collectNotices } from "../fixtures/traced-file.ts";

/** Until a span is dropped. */
function fill(ring: ReturnType<typeof createRing>): void {
  const value = "x".repeat(16_000);
  collectNotices(() => {
    while (ring.writer.dropped === 0) ring.end("filler", { value });
  });
}

/** `child < parent` by names. */
function tree({ spans }: ReturnType<typeof createRing>["read"]): string[] {
  return spans.map(({ name, parent }) => (parent === 0 ? name : `${name} < ${spans[parent - 1]?.name}`));
}

describe("a parent", () => {
  test("that ends after its children, before them, and in between", () => {
    const ring = createRing();
    const [after, before, between] = [ring.start("after"), ring.start("before"), ring.start("between")];
    ring.end("a1", {}, after);
    before.end();
    ring.end("b1", {}, before);
    ring.end("c1", {}, between);
    between.end();
    ring.end("c2", {}, between);
    after.end();
    ring.take();
    expect(tree(ring.read)).toEqual([
      "a1 < after",
      "before",
      "b1 < before",
      "c1 < between",
      "between",
      "c2 < between",
      "after",
    ]);
  });

  test("with 100,000 children in a loop names them by one run", () => {
    const ring = createRing();
    const parent = ring.start("parent");
    for (let i = 0; i < 100_000; i++) ring.end("child", undefined, parent);
    parent.end();
    expect(ring.take().filter((span) => span.parent === 100_001)).toHaveLength(100_000);
    expect(ring.read.runs).toEqual([[100_001, 1, 100_000, 1]]);
  });

  test("with children of children names each kind by one run", () => {
    const ring = createRing();
    const parent = ring.start("parent");
    for (let i = 0; i < 1000; i++) {
      const child = ring.start("child", parent);
      ring.end("grandchild", undefined, child);
      child.end();
    }
    parent.end();
    ring.take();
    expect(ring.read.runs.filter(([of]) => of === 2001)).toEqual([[2001, 2, 2000, 2]]);
  });

  test("with children in more runs than one record holds has them all", () => {
    const ring = createRing();
    const [parent, other] = [ring.start("parent"), ring.start("other")];
    const mine: number[] = [];
    for (let i = 0; i < 20_000; i++) {
      // Steps of 1, 2, 3, 1, 2, 3 …: no two successive ones are equal.
      for (let gap = 0; gap < i % 3; gap++) ring.end("of the other", undefined, other);
      mine.push(ring.end("child", undefined, parent).sequence);
    }
    parent.end();
    other.end();
    ring.take();
    const { runs, spans } = ring.read;
    expect(runs.filter(([of]) => of === parent.sequence).length).toBeGreaterThan(4096);
    expect(spans.flatMap((span, i) => (span.parent === parent.sequence ? [i + 1] : []))).toEqual(mine);
    expect(spans.filter((span) => span.parent === other.sequence)).toHaveLength(spans.length - mine.length - 2);
  });

  test("that was dropped is nobody's parent", () => {
    const ring = createRing();
    const parent = ring.start("parent");
    const child = ring.end("child", {}, parent);
    fill(ring);
    parent.end();
    expect(parent.sequence).toBe(-1);
    ring.take();
    ring.end("after its parent", {}, parent);
    ring.take();
    expect(child.sequence).toBe(1);
    expect(ring.read.runs).toEqual([]);
    expect(ring.read.spans.at(-1)).toMatchObject({ name: "after its parent", parent: 0 });
  });
});

describe("what comes after a span's end", () => {
  test("is in the ring behind it, whether that has been read or not", () => {
    const ring = createRing();
    const [first, second] = [ring.end("first", { a: 1 }), ring.end("second")];
    ring.take(1);
    first.tag({ a: 2, b: "日" }).fail(new RangeError("late"));
    second.tag({ c: -0 }).fail("text");
    const [one, two] = ring.take();
    expect(one).toMatchObject({ postEndTags: [["a", "2"], ["b", "日"]] }); // biome-ignore format: short
    expect(one?.errors.map((error) => error.slice(0, 2))).toEqual([["RangeError", "late"]]);
    expect(two).toMatchObject({ postEndTags: [["c", "0"]], errors: [["string", "text", null]] });
  });

  test("is let go of when the span was deleted, or dropped", () => {
    const ring = createRing();
    const gone = ring.end("gone");
    ring.writer.forget();
    gone.tag({ a: 1 }).fail("no");
    fill(ring);
    const dropped = ring.end("dropped");
    ring.take();
    dropped.tag({ a: 1 }).fail("no");
    ring.take();
    expect(ring.read.spans.every(({ postEndTags, errors }) => postEndTags.length + errors.length === 0)).toBe(true);
  });
});

test("an error goes with its span, however few spans a transaction takes", () => {
  const ring = createRing();
  for (let i = 0; i < 10; i++) ring.start(`${i}`).fail(`${i}`).end();
  for (let i = 1; i <= 10; i++) expect(ring.take(1).map(({ errors }) => errors.length)).toEqual(Array(i).fill(1));
});
