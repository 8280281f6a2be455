import { expect, test } from "vitest";
import { Ids, MAX_RANGES } from "./ids.ts";

test("knows nothing at first, and nothing that was not added", () => {
  const ids = new Ids();
  expect(ids.find(1)).toBeUndefined();
  ids.add(5, 3, 100);
  expect([4, 5, 6, 7, 8].map((sequence) => ids.find(sequence))).toEqual([undefined, 100, 101, 102, undefined]);
  ids.add(8, 0, 500);
  expect(ids.find(8)).toBeUndefined();
});

test("finds each span in ranges with gaps in the numbers, in the ids, and in both", () => {
  const ids = new Ids();
  const model = new Map<number, number>();
  let [sequence, id] = [1, 1];
  for (let i = 0; i < 3000; i++) {
    const count = (i * 7) % 5;
    sequence += i % 3 === 0 ? 2 : 0;
    id += i % 2 === 0 ? 3 : 0;
    ids.add(sequence, count, id);
    for (let at = 0; at < count; at++) model.set(sequence + at, id + at);
    sequence += count;
    id += count;
  }
  for (let at = 0; at <= sequence; at++) expect(ids.find(at)).toBe(model.get(at));
});

test("ranges that follow on each other are one: it has room for any number", () => {
  const ids = new Ids(Ids.share());
  for (let i = 0; i < MAX_RANGES + 10; i++) ids.add(1 + i * 2, 2, 1 + i * 2);
  expect(ids.find(1)).toBe(1);
  expect(ids.find(2 * MAX_RANGES)).toBe(2 * MAX_RANGES);
});

test.each([
  ["of its own", () => undefined],
  ["that threads share", () => Ids.share()],
])("beyond its cap the older half is forgotten, in memory %s", (_kind, memory) => {
  const ids = new Ids(memory());
  const idOf = (sequence: number) => sequence * 2;
  for (let sequence = 1; sequence <= MAX_RANGES + 1; sequence++) ids.add(sequence, 1, idOf(sequence));
  const half = MAX_RANGES / 2;
  expect([1, half].map((sequence) => ids.find(sequence))).toEqual([undefined, undefined]);
  for (const sequence of [half + 1, MAX_RANGES - 1, MAX_RANGES, MAX_RANGES + 1])
    expect(ids.find(sequence)).toBe(idOf(sequence));
});

test("are the same for whoever shares the memory, and can be copied there", () => {
  const [own, memory] = [new Ids(), Ids.share()];
  for (let i = 0; i < 5000; i++) own.add(i + 1, 1, i * 2);
  const [here, there] = [new Ids(memory), new Ids(memory)];
  own.copyTo(here);
  there.add(5001, 1, 77);
  expect([1, 5000, 5001, 5002].map((sequence) => here.find(sequence))).toEqual([0, 9998, 77, undefined]);
  here.clear();
  expect(there.find(1)).toBeUndefined();
});
