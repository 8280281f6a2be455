/** Realistic spans, reproducible by seed: runs of a program that compresses files with several algorithms. */
import { createRandom } from "../../lib/fixtures/random.mjs";

/** Nanoseconds per byte. Brotli at level 11 is the slow one. */
const CODECS = [
  ["gzip", 1, 8],
  ["gzip", 6, 20],
  ["gzip", 9, 30],
  ["brotli", 5, 25],
  ["brotli", 11, 800],
];
/** A file with all its descendants: `read`, and for each codec `compress`, `verify`, `decompress`, `hash`. */
const SPANS_PER_FILE = 2 + CODECS.length * 4;
const EXTENSIONS = ["js", "ts", "css", "md", "json", "map"];
const FIRST_START = 1_795_000_000;
const PAUSE_BETWEEN_RUNS = 3_600;
const COLD = 0.1;
const COLD_TIMES = 8;
const FASTER_IN_LAST_RUN = 1.5;

/** The description of the files in --help: an analysis must find these causes and no others. */
export const CAUSES = `causes planted in every file, log-normal noise besides:
  compress    grows with bytes, and takes 27 to 100 times as long where algorithm=brotli level=11 (two at once)
  read        ${COLD_TIMES} times as long where cache=cold, a tag of its parent file (inherited), ${COLD * 100} % of the files
  hash        grows with bytes (a number)
  decompress  nothing
  last run    brotli at level 11 is ${FASTER_IN_LAST_RUN} times as fast as in the runs before`;

/**
 * Calls `take` with each span, children before their parents; ids count from 1.
 * @returns the runs, with the first and last id of each
 */
export function makeSpans({ spans, seed, runs: wanted }, take) {
  const random = createRandom(seed);
  const uniform = () => (random.below(2 ** 32) + 0.5) / 2 ** 32;
  const noise = (sigma) => Math.exp(sigma * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
  const runs = [];
  let clock = FIRST_START;
  let id = 0;
  const add = (name, start, duration, tags, children = [], failed = false) => {
    take({ id: ++id, name, start, duration, tags, children, failed });
    return id;
  };

  function addFile(number, last) {
    const began = clock;
    const bytes = Math.round(Math.min(5e6, 12_000 * noise(1.2)) + 300);
    const cold = uniform() < COLD;
    clock += 20e-6;
    const reading = 60e-6 * noise(0.5) * (cold ? COLD_TIMES : 1);
    const children = [
      add("read", clock, reading, [
        ["bytes", bytes],
        ["disk", random.pick(["sda", "sdb"])],
        ["attempt", 1],
      ]),
    ];
    clock += reading;
    for (const codec of CODECS) children.push(...addCodec(codec, bytes, last));
    clock += 30e-6;
    const tags = [
      ["path", `src/${number}.${random.pick(EXTENSIONS)}`],
      ["cache", cold ? "cold" : "warm"],
      ["bytes", bytes],
    ];
    add("file", began, clock - began, tags, children);
  }

  function addCodec([algorithm, level, cost], bytes, last) {
    const gain = last && level === 11 ? FASTER_IN_LAST_RUN : 1;
    const packing = ((bytes * cost) / gain + 20_000) * 1e-9 * noise(0.15);
    const packed = add("compress", clock, packing, [
      ["algorithm", algorithm],
      ["level", level],
      ["bytes", bytes],
    ]);
    clock += packing;
    const began = clock;
    const worker = ["worker", random.below(8)];
    const unpacking = 50e-6 * noise(0.6);
    const unpacked = add("decompress", clock, unpacking, [["algorithm", algorithm], ["level", level], worker]);
    clock += unpacking;
    const hashing = (bytes * 0.5 + 4_000) * 1e-9 * noise(0.1);
    const hashed = add("hash", clock, hashing, [["bytes", bytes], ["kind", "sha256"], worker]);
    clock += hashing + 3e-6;
    const ok = uniform() > 0.0005;
    const tags = [
      ["ok", ok],
      ["algorithm", algorithm],
      ["attempt", 1 + random.below(2)],
    ];
    return [packed, add("verify", began, clock - began, tags, [unpacked, hashed], !ok)];
  }

  for (let run = 1; run <= wanted; run++) {
    const until = Math.floor((spans * run) / wanted);
    const started = clock;
    const first = id + 1;
    clock += 0.02;
    while (id + SPANS_PER_FILE <= until) addFile(id, run === wanted);
    // The remainder is too small for another file.
    while (id < until) {
      add("read", clock, 60e-6, [
        ["bytes", 300],
        ["disk", "sda"],
        ["attempt", 1],
      ]);
      clock += 1e-4;
    }
    if (id >= first) runs.push({ number: run, started, firstId: first, lastId: id });
    clock += PAUSE_BETWEEN_RUNS;
  }
  return runs;
}
