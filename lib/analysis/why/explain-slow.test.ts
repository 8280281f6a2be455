import { describe, expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { type Draw, plant } from "../../fixtures/planted.ts";
import { drawTrees, type PlantedSpan, plantTrees, type TreeDraw } from "../../fixtures/planted-trees.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import type { Connection } from "../../store/driver.ts";
import { ExploreSource } from "../explore/source.ts";
import type { WhyAnswer } from "./answer.ts";
import { explainSlow } from "./explain-slow.ts";
import type { Selection } from "./selection.ts";

function ask(db: Connection, selection: Selection = { slowest: 5 }): WhyAnswer {
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["work"] }));
  db.close();
  return explainSlow(new ExploreSource(columns), selection);
}

const titles = ({ items }: WhyAnswer) => items.map(({ title }) => title);

/** Tags without any effect: few values, many values, a number, a unique text per call. */
const noise = (draw: Draw, index: number) => ({
  color: draw.pick(["red", "green", "blue"]),
  user: `u${draw.below(200)}`,
  weight: draw.next(),
  index,
  request: `r-${index}-${draw.below(1e9)}`,
  ok: draw.next() < 0.7 ? "True" : "False",
});

describe.each([
  ["with links", false],
  ["as Python writes", true],
])("in a file %s", (_, plain) => {
  test("a number", () => {
    const answer = ask(
      plant({ count: 1000, seed: 1, plain }, (draw, index) => {
        const bytes = Math.round(1e4 * draw.noise(1));
        return { duration: bytes * 1e-8 * draw.noise(0.15), tags: { ...noise(draw, index), bytes } };
      }),
    );
    expect(titles(answer)).toEqual(["bytes"]);
    const [bytes] = answer.items;
    expect(bytes).toMatchObject({ key: "bytes", from: "work", kind: "number", inherited: false, explainedBy: null });
    expect(bytes?.effect).toBeGreaterThan(0.9);
    expect(bytes?.sentence).toMatch(
      /^Grows with bytes, ≈ n\^(0\.9\d|1\.0\d), r² 0\.9\d\. Median \d+(\.\d)? kB against [\d.]+ kB\.$/,
    );
    expect(answer).toMatchObject({ selected: 50, others: 950, othersWords: "950 others", warmUp: null, drift: null });
    expect(answer.selectedWords).toMatch(/^50 selected, [\d.]+ .s and up$/);
    expect(answer.rest).toEqual([
      "Nothing seen in color, user, weight, index, request, ok.",
      "No warm-up, no drift over the run.",
    ]);
  });

  test("a range in the middle of a number", () => {
    const answer = ask(
      plant({ count: 1000, seed: 31, plain }, (draw, index) => {
        const load = Math.round(100 * draw.next());
        const slow = load >= 40 && load <= 60;
        return { duration: 1e-3 * draw.noise(0.3) * (slow ? 5 : 1), tags: { ...noise(draw, index), load } };
      }),
    );
    expect(titles(answer)).toEqual(["load 40 to 60"]);
    expect(answer.items[0]).toMatchObject({ key: "load", from: "work", kind: "number", range: [40, 60], growth: null });
    expect(answer.items[0]?.sentence).toMatch(/^(19|2\d) % of calls, 100 % of the slowest 5 %\.$/);
    expect(answer.rest[0]).toBe("Nothing seen in color, user, weight, index, request, ok.");
  });

  test("a value", () => {
    const answer = ask(
      plant({ count: 600, seed: 2, plain }, (draw, index) => {
        const cold = draw.next() < 0.1;
        const cache = cold ? "cold" : "warm";
        return { duration: 1e-3 * draw.noise(0.4) * (cold ? 6 : 1), tags: { ...noise(draw, index), cache } };
      }),
    );
    expect(titles(answer)).toEqual(["cache = cold"]);
    expect(answer.items[0]).toMatchObject({ key: "cache", from: "work", kind: "category", value: "cold" });
    expect(answer.items[0]?.sentence).toMatch(/^(9|1\d) % of calls, (9\d|100) % of the slowest 5 %\.$/);
  });

  test("a tag of the parent", () => {
    const answer = ask(
      plant({ count: 600, seed: 3, plain }, (draw, index) => {
        const size = 1 + draw.below(1000);
        return { duration: 1e-6 * size ** 2 * draw.noise(0.2), tags: noise(draw, index), outer: { size } };
      }),
    );
    expect(titles(answer)).toEqual(["size"]);
    expect(answer.items[0]).toMatchObject({ key: "size", from: "file", inherited: true, kind: "number" });
    expect(answer.items[0]?.sentence).toMatch(/^Grows with size, ≈ n\^(1\.9\d|2\.0\d), r² 0\.9\d\. /);
  });

  test("two causes at once, neither explained by the other", () => {
    const answer = ask(
      plant({ count: 2000, seed: 4, plain }, (draw, index) => {
        const bytes = Math.round(1e4 * draw.noise(0.8));
        const cold = draw.next() < 0.2;
        const duration = bytes * 1e-8 * (cold ? 5 : 1) * draw.noise(0.2);
        return { duration, tags: { ...noise(draw, index), bytes }, outer: { cache: cold ? "cold" : "warm" } };
      }),
    );
    expect(titles(answer).sort()).toEqual(["bytes", "cache = cold"]);
    expect(answer.items.map((item) => item.explainedBy)).toEqual([null, null]);
    const bytes = answer.items.find(({ key }) => key === "bytes");
    expect(bytes?.sentence).toMatch(/^Grows with bytes, ≈ n\^(0\.9\d|1\.0\d), r² 0\.9\d where cache = cold\. /);
  });

  test("a tag that another one explains", () => {
    const answer = ask(
      plant({ count: 2000, seed: 5, plain }, (draw, index) => {
        const ext = draw.pick(["map", "js", "ts", "css"]);
        const bytes = Math.round(1e4 * draw.noise(0.8) * (ext === "map" ? 3 : 1));
        return { duration: bytes * 1e-8 * draw.noise(0.2), tags: { ...noise(draw, index), bytes, ext } };
      }),
    );
    expect(titles(answer)).toEqual(["bytes", "ext = map"]);
    expect(answer.items.map((item) => item.explainedBy)).toEqual([null, "bytes"]);
    expect(answer.items[1]?.sentences.at(-1)).toBe("Mostly explained by bytes.");
  });
});

test("a tag on a few of the slow ones is not what they are explained by, however far it sets those apart", () => {
  const { items } = ask(
    plant({ count: 4000, seed: 41 }, (draw, index) => {
      const cold = draw.next() < 0.08;
      const duration = 1e-3 * draw.noise(0.3) * (cold ? 6 : 1);
      const retried = index % 16 === 0 ? { retries: cold ? 3 + draw.below(5) : draw.below(3) } : {};
      return { duration, tags: { cache: cold ? "cold" : "warm", ...retried } };
    }),
  );
  expect(items[0]).toMatchObject({ title: "cache = cold", coverage: expect.closeTo(0.8, 0) });
  for (const { key, coverage } of items.slice(1)) expect([key, coverage < 0.1]).toEqual(["retries", true]);
});

test("a fixed cost and one per byte", () => {
  const [bytes] = ask(
    plant({ count: 2000, seed: 42 }, (draw) => {
      const bytes = Math.round(3e3 * draw.noise(1.2));
      return { duration: (12e-6 + 3.1e-9 * bytes) * draw.noise(0.1), tags: { bytes } };
    }),
  ).items;
  expect(bytes?.sentences[0]).toMatch(/^Grows with bytes: 1[12]\.\d µs \+ 3\.\d\d ns per byte, r² 0\.\d\d\.$/);
  expect(bytes?.coverage).toBeGreaterThan(0.9);
});

test("own and inherited values of a key are one tag, as in the table", () => {
  const { items } = ask(
    plant({ count: 600, seed: 43 }, (draw, index) => {
      const cold = draw.next() < 0.15;
      const tags = { cache: cold ? "cold" : "warm" };
      const duration = 1e-3 * draw.noise(0.3) * (cold ? 6 : 1);
      return index % 2 === 0 ? { duration, tags } : { duration, outer: tags };
    }),
  );
  expect(items).toMatchObject([{ title: "cache = cold", inherited: false, ofSelected: 1 }]);
});

interface Query {
  readonly name: string;
  readonly caller: string;
  readonly times: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Spans within others, one after the other. */
function plantQueries(count: number, make: (draw: TreeDraw) => Query) {
  const draw = drawTrees(50);
  const roots: PlantedSpan[] = [];
  let clock = 0;
  for (let index = 0; index < count; index++) {
    const { name, caller, times, tags = {} } = make(draw);
    const duration = 1e-3 * draw.noise(0.3) * times;
    roots.push({
      name: caller,
      start: clock,
      duration: duration + 2e-5,
      children: [{ name, start: 1e-5, duration, tags }],
    });
    clock += duration + 1e-4;
  }
  return plantTrees(roots);
}

function askNames(db: Connection, names: readonly string[]): WhyAnswer {
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names }));
  db.close();
  return explainSlow(new ExploreSource(columns), { slowest: 5 });
}

test("of several names, the slow one is first, also before a tag that only it has", () => {
  const { items } = askNames(
    plantQueries(900, (draw) =>
      draw.chance(0.1)
        ? { name: "write", caller: "request", times: 6, tags: { table: draw.chance(0.5) ? "a" : "b" } }
        : { name: "read", caller: "request", times: 1 },
    ),
    ["read", "write"],
  );
  expect(items[0]).toMatchObject({ title: "name = write", of: "name" });
  for (const { explainedBy } of items.slice(1)) expect(explainedBy).toBe("name");
});

test("where calls are made from", () => {
  const { items, nothingIn } = askNames(
    plantQueries(600, (draw) => {
      const isBatch = draw.chance(0.12);
      return { name: "query", caller: isBatch ? "batch" : "request", times: isBatch ? 5 : 1 };
    }),
    ["query"],
  );
  expect(items).toMatchObject([{ title: "called from batch", of: "path", key: "path", value: "batch" }]);
  expect(nothingIn).toEqual([]);
});

test("where calls are made from is said in words, also beside a tag that is called path", () => {
  const { items } = askNames(
    plantQueries(600, (draw) => {
      const isBatch = draw.chance(0.12);
      const tags = { path: isBatch ? "/nightly" : "/home" };
      return { name: "query", caller: isBatch ? "batch" : "request", times: isBatch ? 5 : 1, tags };
    }),
    ["query"],
  );
  expect(items[0]).toMatchObject({ title: "path = /nightly", of: "tag", same: [{ of: "path", value: "batch" }] });
  expect(items[0]?.sentences).toContain("The same calls as those called from batch.");
});

test("values that mark the same calls are one item", () => {
  const { items } = ask(
    plant({ count: 900, seed: 6 }, (draw) => {
      const [algorithm, level] = draw.pick([
        ["gzip", 1],
        ["gzip", 6],
        ["gzip", 9],
        ["zstd", 3],
        ["zstd", 9],
        ["brotli", 11],
      ] as const);
      return { duration: 1e-3 * draw.noise(0.4) * (algorithm === "brotli" ? 20 : 1), tags: { algorithm, level } };
    }),
  );
  expect(items.map(({ title }) => title)).toEqual(["algorithm = brotli"]);
  expect(items[0]?.sentence).toMatch(/^1\d % of calls, 100 % of the slowest 5 %\. The same calls as level = 11\.$/);
  expect(items[0]).toMatchObject({ same: [{ of: "tag", tag: "level", value: "11" }], otherRows: null });
});

test("a number of few values that durations grow with is a number, one that does not is a category", () => {
  const grows = ask(
    plant({ count: 800, seed: 7 }, (draw) => {
      const depth = 1 + draw.below(8);
      return { duration: 1e-4 * depth ** 2 * draw.noise(0.1), tags: { depth } };
    }),
  );
  expect(grows.items[0]).toMatchObject({ title: "depth", kind: "number" });
  const status = ask(
    plant({ count: 800, seed: 8 }, (draw) => {
      const code = draw.pick([200, 200, 200, 200, 200, 301, 404, 500]);
      return { duration: 1e-3 * draw.noise(0.3) * (code === 404 ? 9 : 1), tags: { code } };
    }),
  );
  expect(status.items[0]).toMatchObject({ title: "code = 404", kind: "category" });
});

test("calls without the tag can be the slow ones", () => {
  const { items } = ask(
    plant({ count: 500, seed: 9 }, (draw) => {
      const known = draw.next() < 0.85;
      return { duration: 1e-3 * draw.noise(0.3) * (known ? 1 : 5), tags: known ? { plan: draw.pick(["a", "b"]) } : {} };
    }),
  );
  expect(items[0]).toMatchObject({ title: "plan = ∅", value: null });
});

test("at most four values are shown, the others are counted", () => {
  const { items } = ask(
    plant({ count: 3000, seed: 10 }, (draw) => {
      const route = `/r${draw.below(16)}`;
      return { duration: 1e-3 * draw.noise(0.4) * (route === "/r7" ? 6 : 1), tags: { route } };
    }),
  );
  const [item] = items;
  if (item?.kind !== "category") throw new Error("not a category");
  expect(item.rows).toHaveLength(4);
  expect(item.rows[0]).toMatchObject({ value: "/r7" });
  expect(item.otherRows?.count).toBe(12);
  const sum = item.rows.reduce((total, row) => total + row.ofRest, item.otherRows?.ofRest ?? 0);
  expect(sum).toBeCloseTo(1, 3);
});

test("a custom selection is explained the same way", () => {
  const db = plant({ count: 400, seed: 11 }, (draw) => {
    const kind = draw.pick(["a", "b", "c", "d"]);
    return { duration: 1e-3 * draw.noise(0.5), tags: { kind } };
  });
  const ids = db.prepare<[], number>("SELECT span_id FROM span_tags WHERE key = 'kind' AND value = 'c'").pluck().all();
  const answer = ask(db, { ids });
  expect(answer.items[0]).toMatchObject({ title: "kind = c", effect: 1 });
  expect(answer.items[0]?.sentence).toMatch(/^2\d % of calls, 100 % of the selection\.$/);
  expect(answer).toMatchObject({ selected: ids.length, slowest: null });
  expect(answer.selectedWords).toMatch(/^\d+ selected, [\d.]+ .s to [\d.]+ .s$/);
});

describe("time", () => {
  const usual = (draw: Draw, index: number) => ({ duration: 1e-3 * draw.noise(0.3), tags: noise(draw, index) });

  test("the first calls are slower", () => {
    const answer = ask(
      plant({ count: 800, seed: 12 }, (draw, index) => {
        const call = usual(draw, index);
        return index < 12 ? { ...call, duration: 4 * call.duration } : call;
      }),
    );
    expect(answer.warmUp?.calls).toBeGreaterThanOrEqual(10);
    expect(answer.warmUp?.calls).toBeLessThanOrEqual(14);
    expect(answer.items).toMatchObject([{ kind: "time", shape: "start", from: null }]);
    expect(answer.items[0]?.sentence).toMatch(
      /^The first 1\d calls are [34]\.\d × slower than the rest\. \d % of calls, (2\d|3\d) % of the slowest 5 %\. index only tells when a call was made\.$/,
    );
    expect(answer.rest).toEqual(["Nothing seen in color, user, weight, request, ok."]);
  });

  test("the first calls, by their bytes, are no more than a remark where bytes vary", () => {
    const answer = ask(
      plant({ count: 2000, seed: 44 }, (draw, index) => {
        const bytes = Math.round(1e3 * 100 ** draw.next());
        return { duration: bytes * 1e-8 * draw.noise(0.1) * (index < 10 ? 4 : 1), tags: { bytes } };
      }),
    );
    expect(titles(answer)).toEqual(["bytes"]);
    expect(answer.rest.at(-1)).toMatch(/^The first (9|1\d) calls take (3\.\d|4\.\d) × what their bytes predict\.$/);
  });

  test("the very first call alone", () => {
    const { items, rest } = ask(
      plant({ count: 3000, seed: 13 }, (draw, index) => ({
        duration: index === 0 ? 0.06 : 1e-3 * draw.noise(0.3),
      })),
    );
    expect(items).toEqual([]);
    expect(rest).toEqual([
      "Nothing sets the slow ones apart.",
      expect.stringMatching(/^The first call is \d\d × slower than the rest\.$/),
    ]);
  });

  test.each([
    [1.6, /^p50 rises by (5|6)\d % over the run, from [\d.]+ .s to [\d.]+ ms\./],
    [0.6, /^p50 falls by (3|4)\d % over the run, from [\d.]+ .s to [\d.]+ .s\./],
  ])("calls get slower or faster, ×%d, which a counter of the loop does not explain", (times, words) => {
    const answer = ask(
      plant({ count: 2000, seed: 14 }, (draw, index) => {
        const duration = 1e-3 * draw.noise(0.15) * (1 + ((times - 1) * index) / 2000);
        return { duration, tags: { ...noise(draw, index), epoch: Math.floor(index / 40) } };
      }),
    );
    expect(titles(answer)).toEqual(["over the run"]);
    expect(answer.items[0]?.sentence).toMatch(words);
    expect(answer.items[0]?.sentences.at(-1)).toBe("index and epoch only tell when a call was made.");
    expect(answer.rest).toEqual(["Nothing seen in color, user, weight, request, ok."]);
    expect(answer.drift).toBeCloseTo(times - 1, 1);
  });

  test("slow from some point on, and the counters of the loop only tell when", () => {
    const answer = ask(
      plant({ count: 1500, seed: 45 }, (draw, index) => ({
        duration: 1e-3 * draw.noise(0.2) * (index < 1000 ? 1 : 2),
        tags: noise(draw, index),
      })),
    );
    const [item] = answer.items;
    if (item?.kind !== "time") throw new Error("not a time");
    expect(item).toMatchObject({ shape: "step", to: null, explainedBy: null });
    expect(item.title).toMatch(/^from \+1\.\d\d s on$/);
    expect(item.sentences[0]).toMatch(
      /^From \+1\.\d\d s on, calls take (1\.9|2\.0) × as long as before: p50 (1\.9|2\.0)\d ms against [\d.]+ .s\.$/,
    );
    expect(item.calls).toBeGreaterThan(495);
    expect(item.calls).toBeLessThan(505);
    expect(item.coverage).toBeGreaterThan(0.3);
    expect(item.picture.starts.filter((start) => start >= (item.from ?? 0)).length).toBeGreaterThan(60);
  });

  test("a run whose sizes grow is not a drift, and drifts beside the sizes are told", () => {
    for (const drift of [0, 0.5]) {
      const answer = ask(
        plant({ count: 3000, seed: 46 }, (draw, index) => {
          const bytes = Math.round(1e3 * (1 + index / 100) * draw.noise(0.4));
          return { duration: bytes * 1e-8 * draw.noise(0.1) * (1 + (drift * index) / 3000), tags: { bytes } };
        }),
      );
      expect(answer.items[0]).toMatchObject({ key: "bytes", kind: "number" });
      if (drift === 0) expect(titles(answer)).toEqual(["bytes"]);
    }
    const beside = ask(
      plant({ count: 3000, seed: 47 }, (draw, index) => {
        const bytes = Math.round(1e3 * 100 ** draw.next());
        return { duration: bytes * 1e-8 * draw.noise(0.1) * (1 + (0.5 * index) / 3000), tags: { bytes } };
      }),
    );
    expect(beside.items[0]).toMatchObject({ key: "bytes" });
    const said = [...beside.items.map(({ sentence }) => sentence), ...beside.rest].join(" ");
    expect(said).toMatch(/p50 rises by (4|5)\d % over the run at the same bytes\./);
    expect(said).not.toMatch(/no drift/i);
  });

  test("slow calls that gather in a time are told, though the usual call is the same all along", () => {
    const answer = ask(
      plant({ count: 3000, seed: 48 }, (draw, index) => {
        const slow = index >= 1800 && index < 2100 && draw.next() < 0.3;
        return { duration: 1e-3 * draw.noise(0.2) * (slow ? 10 : 1), tags: noise(draw, index) };
      }),
    );
    expect(answer.items).toMatchObject([{ kind: "time", shape: "stretch" }]);
    expect(answer.items[0]?.sentence).toMatch(/1\d % of calls, (5|6|7)\d % of the slowest 5 %\./);
  });

  test("a value that belongs to a time of its own is the cause, not that time", () => {
    const answer = ask(
      plant({ count: 1500, seed: 49 }, (draw, index) => ({
        duration: 1e-3 * draw.noise(0.2) * (index < 1000 ? 1 : 2),
        tags: { ...noise(draw, index), version: index < 1000 ? "one" : "two" },
      })),
    );
    expect(titles(answer)).toEqual(["version = two"]);
  });
});

describe("reports nothing where there is nothing", () => {
  test.each([
    [20, 30],
    [100, 30],
    [400, 15],
    [2000, 3],
  ])("in files of %i calls", (count, files) => {
    for (let seed = 0; seed < files; seed++) {
      const answer = ask(
        plant({ count, seed: 1000 + seed, plain: seed % 2 === 0 }, (draw, index) => ({
          duration: 1e-3 * draw.noise(seed % 3 === 0 ? 1.2 : 0.4),
          tags: { ...noise(draw, index), level: draw.pick([1, 5, 9]) },
          outer: {
            path: `p${draw.below(count / 4)}`,
            size: Math.round(1e4 * draw.noise(1)),
            cache: draw.pick(["a", "b"]),
          },
        })),
      );
      expect(titles(answer), `seed ${seed}`).toEqual([]);
      expect(answer.rest, `seed ${seed}`).toEqual([
        "Nothing sets the slow ones apart.",
        "No warm-up, no drift over the run.",
      ]);
    }
  });

  test("in five calls, in one, in none", () => {
    for (const count of [5, 1, 0]) {
      const answer = ask(
        plant({ count, seed: 20 }, (draw, index) => ({
          duration: index === 2 ? 1 : 1e-3 * draw.noise(0.2),
          tags: { slow: index === 2, index },
        })),
      );
      expect(titles(answer)).toEqual([]);
      expect(answer.rest).toEqual(["Nothing sets the slow ones apart."]);
    }
  });

  test("where all durations are the same, or zero", () => {
    for (const duration of [0, 0.25]) {
      const answer = ask(plant({ count: 200, seed: 21 }, (draw, index) => ({ duration, tags: noise(draw, index) })));
      expect(titles(answer)).toEqual([]);
      expect(answer).toMatchObject({ selected: 0, others: 200, selectedWords: "0 selected", range: null });
    }
  });
});

test("calls of equal duration stay on one side", () => {
  // A clock with a resolution of one millisecond: 30 of 200 calls took two ticks.
  const answer = ask(
    plant({ count: 200, seed: 22 }, (draw, index) => ({
      duration: index % 7 === 0 ? 0.002 : index % 50 === 1 ? 0.005 : 0.001,
      tags: { big: index % 50 === 1, other: draw.pick(["x", "y"]) },
    })),
  );
  expect(answer).toMatchObject({ selected: 4, selectedWords: "4 selected, 5.00 ms and up" });
  expect(titles(answer)).toEqual(["big = true"]);
});
