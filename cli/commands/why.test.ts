import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Draw, plant } from "../../lib/fixtures/planted.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";

let cli: BuiltCli;
beforeAll(() => {
  cli = copyCli();
});
afterAll(() => cli.remove());

function save(name: string, db: ReturnType<typeof plant>): string {
  const path = join(cli.folder, name);
  writeFileSync(path, db.serialize());
  db.close();
  return path;
}

const cold = (draw: Draw) => {
  const slow = draw.next() < 0.2;
  return {
    duration: 1e-3 * draw.noise(0.2) * (slow ? 8 : 1),
    tags: { color: draw.pick(["red", "blue"]) },
    outer: { cache: slow ? "cold" : "warm" },
  };
};

test("--json has every number beside its sentence, strongest first", async () => {
  const path = save("cold.db", plant({ count: 400, seed: 1, plain: true }, cold));
  const { code, stdout, stderr } = await cli.run(["why", "work", "--json", "--db-path", path]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    name: "work",
    calls: 400,
    basis: { read: 800, of: 800, exact: true, seconds: 0 },
    selected: 20,
    of: 400,
    items: [
      {
        kind: "tag",
        key: "cache",
        value: "cold",
        path: ["file"],
        effect: expect.closeTo(0.85, 1),
        coverage: expect.closeTo(0.65, 1),
        share: { selected: 1, rest: expect.closeTo(0.15, 1) },
        same: [],
        explainedBy: null,
        sentence: expect.stringMatching(/^cache = cold: (1|2)\d % of calls, 100 % of the slowest 5 %\.$/),
      },
    ],
    nothing: ["color"],
  });
  const more = await cli.run(["why", "work", "--slowest", "10%", "--json"], { env: { SPANTOM_DB: path } });
  expect(more.stdout).toContain("of the slowest 10 %.");
});

test("nothing sets the slow ones apart: no items, and one sentence", async () => {
  const none = (draw: Draw) => ({ duration: 1e-3 * draw.noise(0.5), tags: { color: draw.pick(["red", "blue"]) } });
  const path = save("none.db", plant({ count: 300, seed: 2 }, none));
  const json = (await cli.run(["why", "work", "--json", "--db-path", path])).stdout;
  expect(JSON.parse(json)).toMatchObject({ selected: 15, of: 300, items: [], nothing: ["color"] });
  const { code, stdout } = await cli.run(["why", "work", "--db-path", path]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^work {2}300 calls in one run\n● 15 selected, .+ and up {2}○ 285 others\n/);
  expect(stdout).toMatch(/\n\nNothing sets the slow ones apart\.\nNo warm-up, no drift over the run\.\n$/);
});

test("people get sentences and pictures", async () => {
  const path = save(
    "both.db",
    plant({ count: 600, seed: 3 }, (draw) => {
      const call = cold(draw);
      const bytes = Math.round(2e4 * draw.noise(0.7));
      return { ...call, duration: call.duration * bytes * 5e-5, tags: { ...call.tags, bytes } };
    }),
  );
  const { stdout } = await cli.run(["why", "work", "--db-path", path]);
  expect(stdout).toMatchInlineSnapshot(`
    "work  600 calls in one run
    ● 30 selected, 14.8 ms and up  ○ 570 others  ━ of their extra time

     1  #  bytes                ━━━━━━━───  67 %
           Grows with bytes, ≈ n^0.96, r² 0.94 where cache = cold. Median 48.6 kB
           against 19.5 kB.

     2  Aa cache = cold ↑ file  ━━━━──────  37 %
           22 % of calls, 100 % of the slowest 5 %.
           cold  ····○───────────────────●  18 % to 100 %
           warm  ●───────────────────○····  82 % to 0 %

    Nothing seen in color.
    No warm-up, no drift over the run.
    "
  `);
});

test("when calls are slow, with the median over the run", async () => {
  const path = save(
    "step.db",
    plant({ count: 900, seed: 5 }, (draw, index) => ({
      duration: 1e-3 * draw.noise(0.1) * (index < 600 ? 1 : 2),
      tags: { epoch: Math.floor(index / 30) },
    })),
  );
  const { stdout } = await cli.run(["why", "work", "--db-path", path]);
  expect(stdout).toMatchInlineSnapshot(`
    "work  900 calls in one run
    ● 45 selected, 2.21 ms and up  ○ 855 others  ━ of their extra time

     1  t  from +663 ms on  ━━━━━━────  65 %
           From +663 ms on, calls take 2.0 × as long as before: p50 2.00 ms against
           999 µs. 33 % of calls, 100 % of the slowest 5 %. epoch only tells when a
           call was made.
           ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▇██▇▇▇▇▇▇▇▆▇▇▇▇▇▇▇▇██▇█  p50 962 µs to 2.12 ms
    "
  `);
  const { items, nothing } = JSON.parse((await cli.run(["why", "work", "--json", "--db-path", path])).stdout);
  expect(items).toMatchObject([
    { kind: "time", key: "start", value: [expect.closeTo(0.67, 1), null], shape: "step", counters: ["epoch"] },
  ]);
  expect(items[0]).not.toHaveProperty("picture");
  expect(nothing).toEqual([]);
});

test("a name that is not there", async () => {
  const path = cli.copyDatabase("python.db");
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await cli.run(["why", ...args, "--db-path", path]);
    return [code, stdout, stderr];
  };
  expect(await run("tokenise")).toEqual([1, "", "spantom: no span tokenise; the nearest name is tokenize\n"]);
  expect(await run("xyz")).toEqual([1, "", "spantom: no span xyz; there are read, tokenize, parse, compile, file\n"]);
  expect(await run("file", "--run", "gap-2")).toEqual([
    2,
    "",
    "spantom: Run gap-2 is not in this file (any more); there is gap-1.\n",
  ]);
  const [code, , stderr] = await run("file", "--slowest", "200");
  expect([code, stderr]).toEqual([2, expect.stringContaining("Expected a percentage, more than 0 and less than 100.")]);
  expect((await run())[0]).toBe(2);
});

test("the latest run is looked at, or all of them where it has too few calls", async () => {
  const db = plant({ count: 120, seed: 4 }, cold);
  // A pause of a minute before the last ten calls.
  db.exec("DELETE FROM runs; UPDATE spans SET start = start + 60 WHERE id > 220");
  const path = save("runs.db", db);
  const first = async (...args: string[]) =>
    (await cli.run(["why", "work", "--db-path", path, ...args])).stdout.split("\n")[0];
  expect(await first()).toBe("work  120 calls in all 2 runs");
  expect(await first("--run", "latest")).toBe("work  10 calls in the latest of 2 runs");
  expect(await first("--run", "gap-1")).toBe("work  110 calls in run gap-1");
});

test("--error limits the calls to those that failed, or did not", async () => {
  const db = plant({ count: 400, seed: 5 }, cold);
  db.exec(`INSERT INTO span_errors SELECT id, CASE WHEN id % 20 = 1 THEN 'Unfinished' ELSE 'TypeError' END, '', NULL
    FROM spans WHERE name = 'work' AND id % 10 = 1`);
  const path = save("errors.db", db);
  const first = async (...args: string[]) => {
    const { code, stdout, stderr } = await cli.run(["why", "work", "--db-path", path, ...args]);
    return code === 0 ? stdout.split("\n")[0] : stderr;
  };
  expect(await first("--error", "any")).toBe("work  80 calls in one run");
  expect(await first("--error", "none")).toBe("work  320 calls in one run");
  expect(await first("--error", "Unfinished")).toBe("work  40 calls in one run");
  expect(await first("--error", "RangeError")).toBe(
    "spantom: no span work within these limits in run latest; omit --tag, --only, --error, --from or --to\n",
  );
});
