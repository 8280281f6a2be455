/** `spantom compare`: its answer in three forms, its conditions and exit codes, and two commands in turn. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlainRuns } from "../../lib/analysis/compare/plain-runs.ts";
import { built } from "../../lib/fixtures/built.ts";
import { makeRuns, type RunPlan } from "../../lib/fixtures/made-runs.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
let path: string;
beforeAll(() => {
  cli = copyCli();
  path = save("runs.db", PLANS);
});
afterAll(() => cli.remove());

const BASE = { "git.commit": "3f2c1ab0", entry: "a" };
const CHANGE = { "git.commit": "91c04fe0", entry: "b" };

/** Ten runs in turn, `pack` a tenth slower in every other one. */
const PLANS: readonly RunPlan[] = Array.from({ length: 10 }, (_, run) => ({
  effect: 1 + 0.002 * ((run * 7) % 5),
  ...(run % 2 === 0
    ? { tags: { ...BASE, name: `base ${run / 2 + 1}` } }
    : { tags: { ...CHANGE, name: `change ${(run + 1) / 2}` }, factors: { pack: 1.1 } }),
}));

function save(name: string, runs: readonly RunPlan[]): string {
  const file = join(cli.folder, name);
  makeRuns({ runs, jobs: 60, seed: 1 }, file).close();
  return file;
}

const compare = (...args: string[]) => cli.run(["compare", ...args, "--db-path", path]);
async function plain(...args: string[]): Promise<PlainRuns> {
  const { stdout, stderr } = await compare(...args, "--json");
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

test("one sentence says whether, how much and where; the table says it of each name", async () => {
  const { code, stdout, stderr } = await compare("base", "change");
  expect([code, stderr]).toEqual([0, ""]);
  const [sentence, a, b] = stdout.split("\n");
  expect(sentence).toMatch(
    /^Slower: total 1\.\d\d s to 1\.\d\d s per run, \+9\.\d % ± 0\.\d %; pack accounts for [\d.]+ ms of it\.$/,
  );
  expect(a).toBe("A  5 runs of 3f2c1ab: base 1, base 2, base 3, …");
  expect(b).toBe("B  5 runs of 91c04fe: change 1, change 2, change 3, …");
  expect(stdout).toMatch(/^pack +Slower, \+9\.\d % ± 0\.\d % +60 +1\.16 s +1\.28 s +\+115 ms$/m);
  expect(stdout).toMatch(/^parse +(Within the noise|Undecided), −0\.\d % /m);
  expect(stdout).toContain("Paired by path: 60 of 60 calls of ");
  expect(stdout).toMatch(/Runs of the same code here differ by ±\d\.\d % \(10 runs\)\.\nThe sides were run in turn\./);
});

test("JSON has what the table says, in its own shape", async () => {
  const answer = await plain("base", "change");
  const run = { name: expect.any(String), commit: "3f2c1ab0", started: expect.any(Number) };
  const side = { count: 60, total: expect.any(Number), p50: expect.any(Number), p95: expect.any(Number) };
  expect(answer).toEqual({
    baseline: { runs: [0, 2, 4, 6, 8].map((place) => ({ ...run, id: `run-${place}` })) },
    candidate: { runs: [1, 3, 5, 7, 9].map((place) => ({ ...run, id: `run-${place}`, commit: "91c04fe0" })) },
    pairing: { by: ["path"], pairs: 180, of: 180 },
    noise: { floor: expect.any(Number), runs: 10 },
    names: ["pack", "job", "parse"].map((name) => ({
      name,
      verdict: name === "parse" ? expect.stringMatching(/within-noise|undecided/) : "slower",
      change: expect.any(Number),
      interval: [expect.any(Number), expect.any(Number)],
      measure: "total",
      pairs: 60,
      baseline: side,
      candidate: side,
    })),
    total: { change: expect.closeTo(0.095, 1), interval: [expect.any(Number), expect.any(Number)], verdict: "slower" },
    failed: [],
  });
  const table = (await compare("base", "change")).stdout;
  for (const { name, change } of answer.names)
    expect(table).toMatch(new RegExp(`^${name} .*\\+?${(100 * Math.abs(change ?? 0)).toFixed(1)} % ±`, "m"));
});

test("Markdown says the same, and takes no name for markup", async () => {
  const odd = save("odd.db", PLANS);
  const db = makeRuns({ runs: PLANS, jobs: 30, seed: 1 });
  db.exec("UPDATE spans SET name = '<b>|pack`*' WHERE name = 'pack'");
  writeFileSync(odd, db.serialize());
  const { stdout } = await cli.run(["compare", "base", "change", "--format", "markdown", "--db-path", odd]);
  const lines = stdout.split("\n");
  expect(lines[0]).toMatch(/^\*\*Slower: total .*; \\<b\\>\\\|pack\\`\\\* accounts for .*\*\*$/);
  const rows = lines.filter((line) => line.startsWith("|"));
  expect(rows).toHaveLength(5);
  for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(8);
  expect(stdout).toMatch(/\| \\<b\\>\\\|pack\\`\\\* \| \*\*Slower, /);
});

describe("conditions", () => {
  test("hold only if the whole interval is beyond, and then the exit code is 3", async () => {
    const { code, stdout } = await compare("base", "change", "--fail-if", "pack p50 > 5%", "--fail-if", "total > 20%");
    expect(code).toBe(3);
    expect(stdout).toMatch(/\nFails: pack p50 > 5%: \+(9|10)\.\d % ± 0\.\d %\n$/);
    expect((await plain("base", "change", "--fail-if", "pack p50 > 9.9%")).failed).toEqual([]);
    expect((await compare("base", "change", "--fail-if", "pack p50 > 30%")).code).toBe(0);
    expect((await compare("change", "base", "--fail-if", "pack p50 > 5%")).code).toBe(0);
    expect((await compare("change", "base", "--fail-if", "pack p50 < -5%")).code).toBe(3);
  });

  test.each(["p50", "p95", "p99", "mean", "total"])("%s is compared", async (metric) => {
    expect((await compare("base", "change", "--fail-if", `pack ${metric} > 5%`)).code).toBe(3);
    expect((await compare("base", "change", "--fail-if", `parse ${metric} > 5%`)).code).toBe(0);
    const each = await compare("base", "change", "--fail-if", `* ${metric} > 5%`);
    expect(each.stdout).toContain(`Fails: * ${metric} > 5% for pack: `);
    expect(each.stdout).not.toContain("for parse");
  });

  test("calls and errors are counted", async () => {
    const file = join(cli.folder, "errors.db");
    const db = makeRuns({ runs: PLANS, jobs: 60, seed: 1 });
    // Every tenth job of each second run fails, and two more are there.
    db.exec(`INSERT INTO span_errors SELECT id, 'Error', 'x', NULL FROM spans JOIN run_spans ON id BETWEEN first_span_id AND last_span_id
             WHERE name = 'job' AND id % 30 = 0 AND substr(run_id, 5) % 2 = 1`);
    db.exec(
      `UPDATE spans SET name = 'job' WHERE id IN (SELECT first_span_id FROM run_spans WHERE substr(run_id, 5) % 2 = 1)`,
    );
    writeFileSync(file, db.serialize());
    const judge = async (condition: string) =>
      (await cli.run(["compare", "base", "change", "--db-path", file, "--fail-if", condition])).code;
    expect(await judge("job errors > 5%")).toBe(3);
    expect(await judge("job errors > 15%")).toBe(0);
    expect(await judge("* errors > 0%")).toBe(3);
    expect(await judge("job count > 1%")).toBe(3);
    expect(await judge("job count > 2%")).toBe(0);
    expect(await judge("parse count < -1%")).toBe(3);
  });

  test("one run a side fails no build, and says so", async () => {
    const unknown = save("unknown.db", [{}, { factors: { pack: 1.1 } }]);
    const { code, stdout, stderr } = await cli.run(["compare", "--fail-if", "pack p95 > 1%", "--db-path", unknown]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Seen once: total /);
    expect(stderr).toMatch(
      /^spantom: cannot be judged: pack p95 > 1%: \+[\d.]+ %; one run a side cannot be told from the machine\n$/,
    );
  });
});

test("as many more runs of the same code as it says make a noise floor", async () => {
  const says = async (older: number) => {
    const runs = [...Array.from({ length: older + 1 }, () => ({ tags: BASE })), { tags: CHANGE }];
    const file = save(`older-${older}.db`, runs);
    const { stdout } = await cli.run(["compare", "--db-path", file]);
    return /No noise floor[^.,\n]*|Runs of the same code here differ/.exec(stdout)?.[0];
  };
  expect(await says(0)).toBe("No noise floor: it takes 4 more runs of the same code");
  expect(await says(3)).toBe("No noise floor: it takes 1 more run of the same code");
  expect(await says(4)).toBe("Runs of the same code here differ");
});

describe("runs are chosen", () => {
  const sides = async (...args: string[]) => {
    const { baseline, candidate } = await plain(...args);
    return [baseline, candidate].map(({ runs }) => runs.map(({ name }) => name).join(" "));
  };

  test("by default the latest and the one before it", async () => {
    expect(await sides()).toEqual(["base 5", "change 5"]);
    expect(await sides("base 1")).toEqual(["base 1", "change 5"]);
  });

  test("by commit, by id, by name, several with commas", async () => {
    expect(await sides("commit:3f2c", "commit:91c0")).toEqual([
      "base 1 base 2 base 3 base 4 base 5",
      "change 1 change 2 change 3 change 4 change 5",
    ]);
    expect(await sides("run-0,base 2", "previous,latest")).toEqual(["base 1 base 2", "base 5 change 5"]);
  });

  test("from other files, all of them or those named", async () => {
    const base = save(
      "base.db",
      PLANS.filter((_, run) => run % 2 === 0),
    );
    const change = save(
      "change.db",
      PLANS.filter((_, run) => run % 2 === 1),
    );
    expect(await sides(base, change)).toEqual([
      "base 1 base 2 base 3 base 4 base 5",
      "change 1 change 2 change 3 change 4 change 5",
    ]);
    expect(await sides(`${base}#latest`, `${change}#change 1,change 2`)).toEqual(["base 5", "change 1 change 2"]);
    expect(await sides(base, "change 3")).toEqual(["base 1 base 2 base 3 base 4 base 5", "change 3"]);
    const { total } = await plain(base, change);
    expect(total.change).toBeCloseTo(0.095, 1);
  });

  test("what a run is called is no file, whatever is in it", async () => {
    const file = join(cli.folder, "odd #1.db");
    const names = ["feature/larger-window", "issue #42", "base, on battery", "data\\old"];
    makeRuns({ runs: names.map((name) => ({ tags: { name } })), jobs: 10, seed: 1 }, file).close();
    const compareNames = async (baseline: string, candidate: string) => {
      const { stdout, stderr } = await cli.run(["compare", baseline, candidate, "--json", "--db-path", file]);
      expect(stderr).toBe("");
      const { baseline: before, candidate: after }: PlainRuns = JSON.parse(stdout);
      return [before, after].map(({ runs }) => runs.map(({ name }) => name).join("; "));
    };
    for (const [index, name] of names.entries()) {
      const next = names[(index + 1) % names.length] as string;
      expect(await compareNames(name, next)).toEqual([name, next]);
      expect(await compareNames(`${file}#${name}`, `${file}#${next}`)).toEqual([name, next]);
    }
    expect(await compareNames("issue #42, feature/larger-window", "latest")).toEqual([
      "feature/larger-window; issue #42",
      "data\\old",
    ]);
  });

  test("tags to pair by may be named, or none", async () => {
    expect((await plain("base", "change", "--pair-by", "size,level")).pairing).toMatchObject({ by: ["size", "level"] });
    expect((await plain("base", "change", "--unpaired")).pairing).toEqual({ by: [], pairs: 3, of: 3 });
    const { names } = await plain("base", "change", "--name", "parse");
    expect(names.map(({ name }) => name)).toEqual(["parse"]);
  });
});

describe("wrong use is one line that says what to do, and writes nothing", () => {
  test.each([
    [["gone"], 2, /^spantom: no run gone; /],
    [["run"], 2, /^spantom: 10 runs begin with run: run-0, run-1, run-2, …; choose one by its id, or all with commas$/],
    [["latest"], 2, /^spantom: run run-9 is on both sides; name the candidate, too$/],
    [["base 1", "base"], 2, /^spantom: run run-0 is on both sides; choose other runs for one of them$/],
    [["missing.db#latest"], 2, /^spantom: missing.db#latest: no such file; name a database, or a run as /],
    [["missing.db"], 2, /^spantom: missing.db: no such file; name a database, or a run as `spantom runs` lists them$/],
    [["--fail-if", "pack is slow"], 2, /^spantom: --fail-if pack is slow: expected NAME METRIC > N%, as in /],
    [["--fail-if", "pakc p50 > 5%"], 2, /^spantom: --fail-if pakc p50 > 5%: no span pakc; the nearest name is pack$/],
    [["--name", "pakc"], 2, /^spantom: no span pakc; the nearest name is pack$/],
    [["--pair-by", "path", "--unpaired"], 2, /^spantom: --pair-by and --unpaired exclude each other; omit one$/],
    [["--pair-by", "a,,b"], 2, /Expected tags with commas in between/],
    [["--repeat", "3", "node a.mjs"], 2, /^spantom: --repeat needs two commands, as in /],
    [["--repeat", "0", "a", "b"], 2, /Expected a whole number from 1 to 1000/],
    [["a", "b", "c"], 2, /^spantom: compare takes baseline, candidate; put what has spaces in quotes$/],
    [["--format", "xml"], 2, /Allowed choices are table, json, markdown/],
  ] as const)("%s", async (args, code, line) => {
    const before = readFileSync(path);
    const ended = await compare(...args);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe("");
    expect(ended.stderr.trimEnd()).toMatch(line);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("sides without a common name, and a file with one run or none", async () => {
    const other = join(cli.folder, "other.db");
    const db = makeRuns({ runs: [{}], jobs: 5, seed: 1 });
    db.exec("UPDATE spans SET name = 'x ' || name");
    writeFileSync(other, db.serialize());
    const { code, stderr } = await cli.run(["compare", path, other]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "spantom: the sides have no span name in common: the baseline has job, pack, parse, the candidate x job, x pack, x parse; choose runs of the same program\n",
    );
    const alone = await cli.run(["compare", "--db-path", other]);
    expect([alone.code, alone.stderr]).toEqual([
      2,
      "spantom: there is one run only; run the program once more, or name two files\n",
    ]);
  });

  test("a run that is still recording", async () => {
    const file = join(cli.folder, "open.db");
    const program = `const { SP } = require(${JSON.stringify(built("dist/lib/index.cjs"))});
      SP.init(${JSON.stringify(file)}); SP.span("a", () => {}); SP.flush(); process.stdout.write("ready"); setInterval(() => {}, 1000);`;
    const start = () => spawn(process.execPath, ["-e", program], { env: { ...process.env, SPANTOM_RUN: "" } });
    const first = start();
    await once(first.stdout, "data");
    first.kill();
    await once(first, "exit");
    const second = start();
    await once(second.stdout, "data");
    const { code, stderr } = await cli.run(["compare", "--db-path", file]);
    second.kill();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `^spantom: run \\S+ is still recording \\(process ${second.pid}\\); wait until it ends, or choose other runs\n$`,
      ),
    );
    await once(second, "exit");
    expect((await cli.run(["compare", "--db-path", file])).code).toBe(0);
  });
});

describe("two commands in turn", () => {
  // They wait, so that no load of the machine makes the slower one the faster.
  const program = (wait: number, more = "") => `
    const { SP } = require("spantom");
    ${more}
    const never = new Int32Array(new SharedArrayBuffer(4));
    for (let item = 0; item < 20; item++) SP.span("wait", { item }, () => Atomics.wait(never, 0, 0, ${wait}));
    console.log("printed by the program");
  `;

  function write(name: string, text: string): string {
    const file = join(cli.folder, `${name}-${createHash("sha1").update(text).digest("hex").slice(0, 8)}.cjs`);
    writeFileSync(file, text.replace('require("spantom")', `require(${JSON.stringify(built("dist/lib/index.cjs"))})`));
    return `node ${file}`;
  }

  test("are run A B A B, each run known as its own, and compared", async () => {
    const file = join(cli.folder, "turn.db");
    const commands = [write("old", program(2)), write("new", program(40))];
    const { code, stdout, stderr } = await cli.run([
      "compare",
      "--repeat",
      "3",
      ...commands,
      "--json",
      "--db-path",
      file,
    ]);
    expect(code).toBe(0);
    const order = [...stderr.matchAll(/^spantom: ([AB] \d) of 3: node/gm)].map(([, turn]) => turn);
    expect(order).toEqual(["A 1", "B 1", "A 2", "B 2", "A 3", "B 3"]);
    const answer: PlainRuns = JSON.parse(stdout);
    expect([answer.baseline.runs.length, answer.candidate.runs.length, answer.total.verdict]).toEqual([3, 3, "slower"]);
    expect(answer.pairing).toEqual({ by: ["item"], pairs: 20, of: 20 });
  });

  test("one that fails, or records nothing, ends it", async () => {
    const file = join(cli.folder, "ends.db");
    const good = write("good", program(2));
    const failing = await cli.run([
      "compare",
      "--repeat",
      "2",
      good,
      write("bad", program(2, "process.exit(9);")),
      "--db-path",
      file,
    ]);
    expect(failing.code).toBe(1);
    expect(failing.stdout).toBe("");
    expect(failing.stderr).toMatch(/spantom: run B 1 of 2 ended with exit code 9: node .*; nothing was compared\n$/);
    const silent = await cli.run(["compare", "--repeat", "2", good, `node -e 0`, "--db-path", file]);
    expect(silent.code).toBe(1);
    expect(silent.stderr).toMatch(/spantom: run B 1 of 2 recorded no spans: nothing came to .*\n$/);
  });
});
