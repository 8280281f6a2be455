import { expect, test } from "vitest";
import type { ComparedPath, PathChange } from "../../../../lib/analysis/tree/compared-paths.ts";
import { describeChange, describeChanged, listChanged, lookOf } from "./diff-words.ts";

function change(before: number, after: number, more: Partial<PathChange> = {}): PathChange {
  const side = (total: number) => ({ count: total > 0 ? 1 : 0, total, p50: null, p95: null });
  const ratio = before > 0 && after > 0 ? after / before - 1 : null;
  return {
    ...{ verdict: ratio === null ? "too-few" : ratio < 0 ? "faster" : "slower", measure: "total", change: ratio },
    ...{ interval: ratio === null ? null : [ratio - 0.012, ratio + 0.012], over: "runs", floor: 0.02, pairs: 1, of: 1 },
    ...{ baseline: side(before), candidate: side(after) },
    ...more,
  } as PathChange;
}

function path(name: string, compared: PathChange | null, more: Partial<ComparedPath> = {}): ComparedPath {
  const place = { id: name, parent: -1, level: 0, label: "", total: 1, room: 1, hidden: 0, cut: { paths: 0, room: 0 } };
  const selfChange = compared ? compared.candidate.total - compared.baseline.total : 0;
  return { ...place, name, isLeaf: true, selfChange, compared, ...more };
}

test("a color says how large a change is, and none that there is none to show", () => {
  const look = (after: number, more?: Partial<PathChange>) => lookOf(path("x", change(1, after, more)));
  expect([look(0.97), look(0.95), look(0.8)]).toEqual(["faster1", "faster2", "faster3"]);
  expect([look(1.03), look(1.05), look(1.5)]).toEqual(["slower1", "slower2", "slower3"]);
  expect(look(0.8, { verdict: "within-noise" })).toBe("same");
  expect(look(0.8, { verdict: "undecided" })).toBe("same");
  expect(lookOf(path("x", change(0, 1)))).toBe("only");
  expect(lookOf(path("x", null))).toBe("same");
});

test("a change is said with its interval and its time; a path of one side with its time alone", () => {
  expect(describeChange(change(10.45, 9.948), " per run")).toBe("−4.8 % ± 1.2 %, −502 ms per run");
  expect(describeChange(change(1, 1.1, { measure: "call" }), "")).toBe("+10.0 % ± 1.2 % per call, +100 ms");
  expect(describeChange(change(0, 0.0316), " per run")).toBe("only in B, 31.6 ms per run");
  expect(describeChange(change(2, 0), "")).toBe("only in A, 2.00 s");
});

test("paths are listed by how much self time changed, and the first say where a run gained or lost", () => {
  const paths = [
    path("file", change(10, 9.529), { isLeaf: false, selfChange: 0.0004 }),
    path("read", change(0.5, 0.499)),
    path("compress", change(8, 7.498), { label: "brotli 11" }),
    path("decompress", change(1, 1.0316)),
  ];
  const tree = { paths, cut: { paths: 0, room: 0 }, pathCount: 4 };
  expect(listChanged(tree).map((one) => one.path.name)).toEqual(["compress", "decompress", "read", "file"]);
  expect(describeChanged(tree, { baseline: 10, candidate: 9.529 })).toBe(
    "A run is 471 ms shorter: compress brotli 11 took 502 ms less, decompress took 31.6 ms more.",
  );
  const outside = [path("file", change(10, 12), { isLeaf: false, selfChange: 1.9 }), path("read", change(1, 1.1))];
  expect(describeChanged({ ...tree, paths: outside }, { baseline: 10, candidate: 12 })).toBe(
    "A run is 2.00 s longer: file itself took 1.90 s more, read took 100 ms more.",
  );
  const many = Array.from({ length: 30 }, (_, at) => path(`${at}`, change(1, 1.02)));
  expect(describeChanged({ ...tree, paths: many }, { baseline: 30, candidate: 30.6 })).toBe(
    "A run is 600 ms longer. No single path accounts for it.",
  );
  expect(describeChanged({ ...tree, paths: [] }, { baseline: 1, candidate: 2 })).toBe(
    "No path takes longer or shorter.",
  );
});
