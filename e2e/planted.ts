/**
 * Three runs over the same 60 files, as a program like examples/compress.mjs would trace them, with known durations:
 * they contain what a comparison and a search for causes must find, and nothing else.
 */
import type { FixtureSpan } from "../lib/fixtures/fixture-database.ts";
import { createRandom } from "../lib/stats/random.ts";

const FILES = 60;
const SPANS_A_FILE = 18;
const SPANS_A_RUN = FILES * SPANS_A_FILE;
const EXTENSIONS = ["ts", "mjs", "css"];

/** Nanoseconds per byte: brotli is slow, and slower still in the last run. */
const CODECS = [
  { algorithm: "gzip", level: 1, cost: 8 },
  { algorithm: "gzip", level: 9, cost: 16 },
  { algorithm: "brotli", level: 1, cost: 160 },
  { algorithm: "brotli", level: 9, cost: 320 },
];
const BROTLI_IN_LAST_RUN = 1.5;
const HASH_IN_LAST_RUN = 0.6;
const NOISE = 0.05;

export const RUNS = [0, 1, 2].map((run) => [run * SPANS_A_RUN + 1, (run + 1) * SPANS_A_RUN] as const);

function plantRun(run: number): FixtureSpan[] {
  const random = createRandom(run + 1);
  const last = run === 2;
  const noise = () => Math.exp(NOISE * random.normal());
  const spans: FixtureSpan[] = [];
  let clock = 1_790_000_000 + run * 3_600;
  const add = (name: string, duration: number, more: Omit<FixtureSpan, "id" | "name" | "start" | "duration">) => {
    spans.push({ id: run * SPANS_A_RUN + spans.length + 1, name, start: clock, duration, ...more });
    clock += duration;
  };
  for (let file = 0; file < FILES; file++) {
    const began = clock;
    // Shuffled, so that nothing drifts over a run.
    const bytes = 1_000 + 500 * ((file * 23) % FILES);
    const root = run * SPANS_A_RUN + (file + 1) * SPANS_A_FILE;
    add("read", 60e-6 * noise(), { parent: root });
    for (const { algorithm, level, cost } of CODECS) {
      const times = last && algorithm === "brotli" ? BROTLI_IN_LAST_RUN : 1;
      const tags = { algorithm, level: String(level), bytes: String(bytes) };
      add("compress", bytes * cost * times * 1e-9 * noise(), { parent: root, tags });
      const verify = { id: run * SPANS_A_RUN + spans.length + 3, start: clock };
      add("decompress", 50e-6 * noise(), { parent: verify.id, tags: { algorithm } });
      add("hash", bytes * (last ? HASH_IN_LAST_RUN : 1) * 1e-9 * noise(), { parent: verify.id });
      spans.push({ ...verify, name: "verify", duration: clock - verify.start, parent: root, tags: { ok: "true" } });
    }
    const tags = {
      path: `part-${file}.${EXTENSIONS[file % 3]}`,
      ext: EXTENSIONS[file % 3] ?? "",
      bytes: String(bytes),
    };
    spans.push({ id: root, name: "file", start: began, duration: clock - began, tags });
  }
  return spans;
}

export function plantRuns(): FixtureSpan[] {
  return RUNS.flatMap((_, run) => plantRun(run));
}
