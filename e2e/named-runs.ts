/** Sixteen runs that say what they are: three on another machine, eight of one commit, five with 14 lines changed. */
import { writeFileSync } from "node:fs";
import { type FixtureSpan, makeDatabase } from "../lib/fixtures/fixture-database.ts";
import type { Source } from "./files.ts";

export const SPANS_A_RUN = 20;
const START = 1_790_000_000;
const MACHINE = { cpu: "AMD Ryzen 7 7840U", cores: "16", memory: "33554432000", os: "Linux 6.8.0 x64", load: "0.42" };

interface NamedRun {
  readonly tags: Readonly<Record<string, string>>;
  readonly host: string;
  readonly node: string;
  readonly command: string;
}

function listRuns(): NamedRun[] {
  const code = (commit: string, more: object) => ({
    ...MACHINE,
    "git.commit": commit.padEnd(40, "0"),
    "git.branch": "main",
    entry: "b2e5002d6ab2b22a",
    ...more,
  });
  const here = { host: "kestrel", node: "v24.1.0", command: "node compress.mjs" };
  const there = { host: "lark", node: "v22.3.0", command: "node compress.mjs --all" };
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const parameters = (lgwin: number) => ({ "param.lgwin": String(lgwin), "param.files": "160" });
  return [
    ...numbers(3).map((number) => ({
      ...there,
      tags: code("91c04fe", {
        cpu: "AMD Ryzen 7 5800U",
        ...parameters(19),
        ...(number === 3 && { note: "before the move" }),
      }),
    })),
    ...numbers(8).map((number) => ({
      ...here,
      tags: code("3f2c1ab", { name: `base ${number}`, "git.dirty": "0", ...parameters(19) }),
    })),
    ...numbers(5).map((number) => ({
      ...here,
      tags: code("3f2c1ab", {
        name: `window ${number}`,
        ...(number === 1 && { note: "first with the new window" }),
        "git.dirty": "14",
        "git.diff": "d1",
        ...parameters(22),
      }),
    })),
  ];
}

function listSpans(runs: number): FixtureSpan[] {
  return Array.from({ length: runs * SPANS_A_RUN }, (_, index) => {
    const [run, place] = [Math.floor(index / SPANS_A_RUN), index % SPANS_A_RUN];
    const start = START + run * 200;
    const id = index + 1;
    const file = (run + 1) * SPANS_A_RUN;
    if (id === file) return { id, name: "file", start, duration: 14 + run / 10, tags: { path: "a.js" } };
    return {
      id,
      name: "compress",
      start: start + place / 2,
      duration: 0.1 + place / 100,
      parent: file,
      tags: { level: "9" },
    };
  });
}

export const NAMED_RUNS: Source = {
  name: "named-runs",
  put(path) {
    const runs = listRuns();
    const db = makeDatabase(listSpans(runs.length), {
      runs: runs.map((_, run) => [run * SPANS_A_RUN + 1, (run + 1) * SPANS_A_RUN] as const),
      runTags: runs.map(({ tags }) => tags),
    });
    const update = db.prepare("UPDATE runs SET started = ?, host = ?, node = ?, command = ? WHERE id = ?");
    for (const [run, { host, node, command }] of runs.entries())
      update.run(START + run * 200, host, node, command, `run-${run}`);
    writeFileSync(path, db.serialize());
  },
};
