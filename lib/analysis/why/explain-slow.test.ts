import { describe, expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { type Draw, plant } from "../../fixtures/planted.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import type { Connection } from "../../store/driver.ts";
import type { WhyAnswer } from "./answer.ts";
import { explainSlow } from "./explain-slow.ts";
import type { Selection } from "./selection.ts";

function ask(db: Connection, selection: Selection = { slowest: 5 }): WhyAnswer {
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["work"] }));
  db.close();
  return explainSlow(columns, selection);
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
    expect(bytes).toMatchObject({ tag: "bytes", from: "work", kind: "number", inherited: false, explainedBy: null });
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
    expect(answer.items[0]).toMatchObject({ tag: "load", from: "work", kind: "number", range: [40, 60], growth: null });
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
    expect(answer.items[0]).toMatchObject({ tag: "cache", from: "work", kind: "category", value: "cold" });
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
    expect(answer.items[0]).toMatchObject({ tag: "size", from: "file", inherited: true, kind: "number" });
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
    const bytes = answer.items.find(({ tag }) => tag === "bytes");
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
  expect(items[0]).toMatchObject({ same: [{ tag: "level", value: "11" }], otherRows: null });
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

describe("trends", () => {
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
    expect(answer.rest.slice(1)).toEqual([
      expect.stringMatching(/^The first 1\d calls are [34]\.\d × slower than the rest\.$/),
      "No drift over the run.",
    ]);
  });

  test("the very first call alone", () => {
    const { rest } = ask(
      plant({ count: 3000, seed: 13 }, (draw, index) => ({
        duration: index === 0 ? 0.06 : 1e-3 * draw.noise(0.3),
      })),
    );
    expect(rest[1]).toMatch(/^The first call is \d\d × slower than the rest\.$/);
  });

  test.each([
    [1.4, /^p50 rises by (3|4)\d % over the run\.$/],
    [0.6, /^p50 falls by (3|4)\d % over the run\.$/],
  ])("calls get slower or faster, ×%d", (times, words) => {
    const answer = ask(plant({ count: 2000, seed: 14 }, (draw) => usual(draw, 0)));
    expect(answer.drift).toBeNull();
    const { rest } = ask(
      plant({ count: 2000, seed: 14 }, (draw, index) => {
        const call = { ...usual(draw, 0), tags: {} };
        return { ...call, duration: call.duration * (1 + ((times - 1) * index) / 2000) };
      }),
    );
    expect(rest[1]).toBe("No warm-up.");
    expect(rest[2]).toMatch(words);
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
