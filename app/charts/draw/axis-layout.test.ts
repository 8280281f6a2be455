import { expect, test } from "vitest";
import { drawRandom } from "../../../lib/fixtures/seed.ts";
import type { AxisView } from "../model.ts";
import { makeAxisTicks } from "./axis-layout.ts";
import { textWidth } from "./text-width.ts";

const view = (scale: Partial<AxisView["scale"]>, ends: readonly [number, number]): AxisView => ({
  scale: { log: false, unit: "plain", categories: null, ...scale },
  title: "",
  ends,
});

const NAMES = Array.from(
  { length: 12 },
  (_, i) => ["データ分析処理".repeat(4), `very.long.name.${i}`, "x"][i % 3] ?? "",
);

test("no text of an axis touches the next, or reaches beyond its place, at any length", () => {
  const random = drawRandom();
  const axes = [
    view({ unit: "duration" }, [-600, 19_000]),
    view({ unit: "duration", log: true }, [1e-9, 20_000]),
    view({ unit: "bytes", log: true, integers: true }, [1.2, 1.2e6]),
    view({ unit: "start" }, [0, 780_000]),
    view({ unit: "count", integers: true }, [2_900_000, 3_100_000]),
    view({ categories: NAMES }, [-0.5, 11.5]),
  ];
  for (let round = 0; round < 100; round++) {
    const axis = random.pick(axes);
    const pixels = 40 + random.below(1200);
    const isPart = pixels < 300;
    const { tickvals, ticktext } = makeAxisTicks(axis, "x", axis.ends, { pixels, isPart });
    const place = axis.scale.log ? Math.log : (value: number) => value;
    const [low, high] = axis.ends.map(place) as [number, number];
    let end = Number.NEGATIVE_INFINITY;
    for (const [i, text] of ticktext.entries()) {
      if (text === "") continue;
      const middle = ((place(tickvals[i] ?? 0) - low) / (high - low)) * pixels;
      const half = textWidth(text) / 2;
      expect(middle - half, `${text}, ${pixels} px`).toBeGreaterThan(end);
      expect([middle - half >= -16, middle + half <= pixels + 16], `${text}, ${pixels} px`).toEqual([true, true]);
      end = middle + half + 8;
    }
  }
});

test("a text that would reach into what is beside its axis does not cost others", () => {
  const texts = (isPart: boolean) => makeAxisTicks(view({}, [0, 100]), "x", [0, 100], { pixels: 220, isPart }).ticktext;
  expect([texts(false), texts(true)]).toEqual([
    ["0", "50", "100"],
    ["0", "50", "100"],
  ]);
  const long = (isPart: boolean) =>
    makeAxisTicks(view({ unit: "count" }, [0, 4e6]), "x", [0, 4e6], { pixels: 300, isPart }).ticktext;
  expect([long(false).at(-1), long(true).at(-1)]).toEqual(["", ""]);
  expect(long(true).filter((text) => text !== "")).toEqual(["0", "1,000,000", "2,000,000", "3,000,000"]);
});

test("all of few categories have their names, cut to their places; of many, some have legible ones", () => {
  const names = ["GET /product/:id", "price", "http GET pricing", "GET /health", "sql reviews"];
  const texts = (categories: readonly string[], pixels: number) => {
    const ends = [-0.5, categories.length - 0.5] as const;
    return makeAxisTicks(view({ categories }, ends), "x", ends, { pixels }).ticktext;
  };
  expect(texts(names, 600)).toEqual(names);
  expect(texts(names, 295)).toEqual(["GET …:id", "price", "http…ing", "GET…lth", "sql…ews"]);
  // Zoomed in on one of them.
  expect(makeAxisTicks(view({ categories: names }, [-0.5, 4.5]), "x", [2.6, 3.4], { pixels: 295 }).ticktext).toEqual([
    "GET /health",
  ]);
  const many = Array.from({ length: 12 }, (_, i) => `very.long.name.of.${i}`);
  expect(texts(many, 295).filter((text) => text !== "")).toEqual([
    "very.lo…e.of.1",
    "very.lo…e.of.5",
    "very.lo…e.of.9",
  ]);
});
