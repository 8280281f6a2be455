/** Which calls of two runs are taken for the same one. */
import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import { hashOf } from "../../stats/hashes.ts";
import { NO_PARENT } from "../../stats/intervals.ts";
import { findPlacesInTree } from "./call-place.ts";
import type { PairingKey } from "./identity.ts";
import { choosePairing, keyCalls, type PairedCalls } from "./pairing.ts";

type Row = Readonly<Record<string, string | number>>;

const KINDS: Readonly<Record<string, PairingKey["kind"]>> = {
  ratio: "fraction",
  took: "fraction",
  level: "whole",
  bytes: "whole",
};

/** @param places by default, the place in the list */
function calls(
  rows: readonly Row[],
  durationOf: (row: Row) => number = () => 1,
  places?: readonly number[],
): PairedCalls {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    durations: Float64Array.from(rows, durationOf),
    valuesOf: new Map(
      keys.map((key) => [key, Float64Array.from(rows, (row) => (key in row ? hashOf(String(row[key])) : 0))]),
    ),
    places: () => Float64Array.from(rows, (_, index) => places?.[index] ?? index + 1),
  };
}

function choose(baseline: PairedCalls, candidate: PairedCalls) {
  const keys = [...baseline.valuesOf.keys()].map((key): PairingKey => ({ key, kind: KINDS[key] ?? "text" }));
  const { kind, keys: chosen } = choosePairing(baseline, candidate, keys);
  return [kind, ...chosen].join(" ");
}

const shuffle = <Item>(items: readonly Item[], random: { below(count: number): number }) => {
  const left = items.slice();
  return items.map(() => left.splice(random.below(left.length), 1)[0] as Item);
};

const FILES = Array.from({ length: 40 }, (_, file) => `lib/${file}.ts`);
const ROWS = FILES.flatMap((path, file) =>
  ["gzip", "brotli"].flatMap((algorithm) =>
    [1, 6, 9].map((level) => ({ path, algorithm, level, bytes: file * 97, ratio: 0.1 + file / 1000 + level / 7 })),
  ),
);

test("by the smallest set of tags that tells calls apart, in whatever order they come", () => {
  const random = drawRandom();
  expect(choose(calls(ROWS), calls(shuffle(ROWS, random)))).toBe("tags path algorithm level");
  const files = FILES.map((path, file) => ({ path, bytes: file * 97, kind: "file" }));
  expect(choose(calls(files), calls(shuffle(files, random)))).toBe("tags path");
  // Words before numbers, and numbers with fractions only if nothing else tells.
  expect(choose(calls(files.map(({ bytes }) => ({ bytes }))), calls(files.map(({ bytes }) => ({ bytes }))))).toBe(
    "tags bytes",
  );
  const measured = files.map((_, file) => ({ ratio: file / 77, kind: "same" }));
  expect(choose(calls(measured), calls(measured))).toBe("tags ratio");
});

test("results that differ between runs for the same call are no identity", () => {
  const random = drawRandom();
  const made = () =>
    shuffle(ROWS, random).map((row) => ({ ...row, took: random.below(1e9) / 7, request: `r-${random.below(1e9)}` }));
  expect(choose(calls(made()), calls(made()))).toBe("tags path algorithm level");
});

test("by their place in the tree, if tags do not tell them apart but agree", () => {
  const rows = Array.from({ length: 200 }, (_, index) => ({ kind: index % 3 === 0 ? "full" : "part" }));
  expect(choose(calls(rows), calls(rows))).toBe("place");
  expect(choose(calls(rows.map(() => ({}))), calls(rows.map(() => ({}))))).toBe("place");
  // Other calls at the same places: the program does not do the same every time.
  const others = shuffle(rows, drawRandom());
  expect(choose(calls(rows), calls(others))).toBe("none");
});

test("calls with the same values together, if they have other places, by the tags that explain most", () => {
  const random = drawRandom();
  const rows = Array.from({ length: 300 }, (_, index) => ({ size: String(index % 5), color: String(random.below(4)) }));
  const took = (row: Row) => Number(row.size) + 1 + random.below(100) / 1000;
  expect(choose(calls(shuffle(rows, random), took), calls(shuffle(rows, random), took))).toBe("strata size");
});

test("not at all, if the runs share too few calls", () => {
  const rows = (from: number) => Array.from({ length: 100 }, (_, index) => ({ path: `${from + index}` }));
  expect(choose(calls(rows(0)), calls(rows(20)))).toBe("tags path");
  const [here, there] = [rows(0), rows(70)];
  expect(
    choose(
      calls(here),
      calls(
        there,
        () => 1,
        there.map((_, index) => 1000 + index),
      ),
    ),
  ).toBe("none");
  expect(choose(calls([]), calls(rows(0)))).toBe("none");
});

test("the same call has the same key in both runs, and calls that share values are told apart by their order", () => {
  const random = drawRandom();
  for (let round = 0; round < 10 * ROUNDS; round++) {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      path: String(random.below(20)),
      level: random.below(3),
      index,
    }));
    const keys = ["path", "level"];
    const keyed = (of: readonly Row[]) => keyCalls(calls(of), { kind: "tags", keys });
    // The order of others with the same values stays.
    const others = rows.toSorted((a, b) => a.level - b.level || a.index - b.index);
    const [mine, theirs] = [keyed(rows), keyed(others)];
    expect(new Set(mine).size).toBe(rows.length);
    for (const [at, row] of rows.entries()) expect(theirs[others.indexOf(row)]).toBe(mine[at]);
  }
});

test("a place in the tree is the how manieth call of its name under its parent, and so on up", () => {
  // a(b, b, c(b)), a(b); ids in the order of ending, as in a file.
  const tree = [
    ["b", 1, 4],
    ["b", 2, 4],
    ["b", 3, 3.5],
    ["a", 0, NO_PARENT],
    ["b", 11, 5],
    ["a", 10, NO_PARENT],
  ] as const;
  const nameTexts = ["a", "b", "c"];
  const parents = [3, 3, 3, NO_PARENT, 5, NO_PARENT];
  const place = (rows: readonly number[]) =>
    findPlacesInTree({
      starts: Float64Array.from(rows, (row) => tree[row]?.[1] ?? 0),
      parents: Int32Array.from(rows, (row) => rows.indexOf(parents[row] as number)),
      names: rows.map((row) => nameTexts.indexOf(tree[row]?.[0] ?? "")),
      nameTexts,
    });
  const places = place([0, 1, 2, 3, 4, 5]);
  expect(new Set(places).size).toBe(6);
  // Written in another order, and without the second tree.
  const others = place([2, 0, 1, 3]);
  expect([...others]).toEqual([places[2], places[0], places[1], places[3]]);
});
