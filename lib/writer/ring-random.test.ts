/** The ring and its reader against a plain array, by random steps that a seed reproduces. */
import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { createRing, type ReadSpan } from "../fixtures/ring-reader.ts";
import { collectNotices } from "../fixtures/traced-file.ts";
import type { LiveSpan } from "../tracer/span.ts";
import { MAX_TEXTS } from "./ring.ts";

type Random = ReturnType<typeof createRandom>;

/** An expected span; its parent is known when both have ended. */
interface Expected {
  readonly span: LiveSpan;
  readonly parent: LiveSpan | undefined;
  readonly tags: [string, string][];
  readonly postEndTags: [string, string][];
}

const SIGNS = ["a", "é", "日", "\u{1f600}", "\0", " "];

function text(random: Random): string {
  const length = random.pick([0, 1, 5, 8, 23, 24, 25, 100, 100, 4000]);
  return Array.from({ length }, () => random.pick(SIGNS)).join("");
}

function value(random: Random): string | number {
  return random.pick([() => text(random), () => random.below(1000), () => -0.1 * random.below(9), () => Number.NaN])();
}

const key = (random: Random) => `key ${random.below(random.chance(0.1) ? 2 * MAX_TEXTS : 5)}`;

function play(seed: number, steps: number) {
  const random = createRandom(seed);
  const ring = createRing();
  const expected: Expected[] = [];
  const running: { span: LiveSpan; parent: LiveSpan | undefined }[] = [];
  const begin = () => {
    const parent = random.chance(0.7) ? random.pick([...running, ...expected.slice(-3)])?.span : undefined;
    running.push({ span: ring.start(random.chance(0.1) ? text(random) : `name ${random.below(9)}`, parent), parent });
  };
  const end = () => {
    const [one] = running.splice(random.below(running.length), 1);
    if (!one) return;
    const tags: [string, string][] = [];
    for (let i = random.below(4); i > 0; i--) {
      const [name, given] = [`${i} ${key(random)}`, value(random)];
      one.span.tag({ [name]: given });
      tags.push([name, String(given)]);
    }
    if (random.chance(0.1)) one.span.fail(text(random));
    one.span.end();
    if (one.span.sequence > 0) expected.push({ ...one, tags, postEndTags: [] });
  };
  const update = () => {
    const one = random.pick(expected);
    if (!one || ring.writer.dropped > 0) return; // A full ring has no room for an update either.
    const [name, given] = [`late ${key(random)}`, value(random)];
    one.span.tag({ [name]: given });
    if (one.tags.length + one.postEndTags.length < 100) one.postEndTags.push([name, String(given)]);
    if (random.chance(0.1)) one.span.fail("late");
  };
  for (let i = 0; i < steps; i++) {
    if (running.length < 2 || random.chance(0.4)) begin();
    else if (random.chance(0.85)) end();
    else update();
    if (random.chance(0.02)) ring.take(random.below(100));
    if (random.chance(0.002)) ring.take();
  }
  // The rest is read by the thread, or by the program after the thread is lost.
  if (random.chance(0.5)) ring.take();
  else for (const { feed } of ring.writer.takeBack()) feed(ring.read);
  return { expected, ring };
}

function show({ span, parent, tags, postEndTags }: Expected): Omit<ReadSpan, "start" | "duration"> {
  const errors: ReadSpan["errors"] = span.failure ? [["string", span.failure.message, null]] : [];
  return { name: span.name, tags, postEndTags, errors, parent: Math.max(0, parent?.sequence ?? 0) };
}

test.each([1, 2, 3, 4, 5, 6])("8,000 steps from seed %d", (seed) => {
  const { expected, ring } = play(seed, 8_000);
  expect(ring.writer.dropped).toBe(0);
  expect(ring.read.spans).toHaveLength(expected.length);
  expected.forEach((one, i) => {
    expect({ i, ...ring.read.spans[i] }).toMatchObject({ i, ...show(one) });
  });
});

test("40,000 steps with few looks fill the ring: what was not dropped is all there", () => {
  let result: ReturnType<typeof play> | undefined;
  const lines = collectNotices(() => {
    result = play(7, 40_000);
  });
  expect(lines.length).toBeLessThanOrEqual(1);
  const names = result?.expected.map(({ span }) => span.name);
  expect(result?.ring.read.spans.map(({ name }) => name)).toEqual(names);
});
