/** Axes of dates. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { drawSeed } from "../../../lib/fixtures/seed.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { makeTreeTicks } from "../../span/ui/tree-ticks.ts";
import { makeTimeTicks } from "./time-ticks.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"];
/** 12:00 on Wednesday, Nov 18. */
const NOON = Date.UTC(2026, 10, 18, 12) / 1000;

const viewFrom = (zone: string) => vi.stubGlobal("document", { documentElement: { dataset: { zone } } });

beforeEach(() => {
  viewFrom("UTC");
  vi.useFakeTimers({ now: Date.UTC(2026, 11, 1) });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("say the date where it changes", () => {
  test.each([
    ["nine days", -9 * DAY, 0, 8, ["Nov 11", "Nov 13", "Nov 15", "Nov 17"]],
    ["a day", -18 * HOUR, 6 * HOUR, 6, ["18:00", "Nov 18", "06:00", "12:00", "18:00"]],
    ["an hour", 0, HOUR, 5, ["Nov 18, 12:00", "12:15", "12:30", "12:45", "13:00"]],
    ["seconds", 0, 10, 5, ["Nov 18, 12:00:00", "12:00:02", "12:00:04", "12:00:06", "12:00:08", "12:00:10"]],
    [
      "parts of one",
      0,
      1,
      5,
      ["Nov 18, 12:00:00.0", "12:00:00.2", "12:00:00.4", "12:00:00.6", "12:00:00.8", "12:00:01.0"],
    ],
    ["weeks, by their Mondays", 0, 40 * DAY, 7, ["Nov 23", "Nov 30", "Dec 7", "Dec 14", "Dec 21", "Dec 28"]],
    ["months over a new year", 0, 150 * DAY, 6, ["Dec", "Jan 2027", "Feb", "Mar", "Apr"]],
    ["days of another year", -365 * DAY, -363 * DAY, 3, ["Nov 19 2025", "Nov 20"]],
    ["decades", -3650 * DAY, 3650 * DAY, 5, ["2020", "2025", "2030", "2035"]],
  ])("%s", (_, low, high, room, texts) => {
    expect(makeTimeTicks(NOON, low, high, room).texts).toEqual(texts);
  });

  test("a day on which clocks change has its ticks at the same local times", () => {
    viewFrom("Europe/Berlin");
    const midnight = Date.UTC(2026, 9, 24, 22) / 1000;
    const { values, texts } = makeTimeTicks(midnight, 0, 25 * HOUR, 5);
    expect(texts).toEqual(["Oct 25", "06:00", "12:00", "18:00", "Oct 26"]);
    expect(values.map((value) => value / HOUR)).toEqual([0, 7, 13, 19, 25]);
  });
});

test.each(ZONES)("any range has few ticks within it, at times that a clock in %s calls round", (zone) => {
  viewFrom(zone);
  const random = createRandom(drawSeed());
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  for (let i = 0; i < 300; i++) {
    const low = (random.next() - 0.5) * 400 * DAY;
    const length = 10 ** (random.next() * 8.5);
    const room = 3 + Math.floor(random.next() * 9);
    const { values, texts } = makeTimeTicks(NOON, low, low + length, room);
    const about = `${low} + ${length}, ${room}`;
    expect(values.length, about).toBeGreaterThan(0);
    // A single one would not do: then there is a tick for every other place.
    expect(values.length, about).toBeLessThanOrEqual(2 * room + 2);
    expect(
      values.every((value) => value >= low - 1e-3 && value <= low + length + 1e-3),
      about,
    ).toBe(true);
    expect(
      [...values].sort((a, b) => a - b),
      about,
    ).toEqual(values);
    expect(
      texts.every((text, at) => text !== texts[at + 1]),
      about,
    ).toBe(true);
    for (const [at, text] of texts.entries()) {
      if (length < 10 * HOUR || length > 100 * DAY) continue;
      const shown = clock.format((NOON + (values[at] ?? 0)) * 1000);
      const said = /\d\d:\d\d/.exec(text)?.[0] ?? "00:00";
      expect(shown, `${about} ${text}`).toBe(said);
    }
  }
});

describe("the ruler of a tree of spans", () => {
  const texts = (duration: number, width: number, start = NOON) =>
    makeTreeTicks({ start, duration }, 0, duration, width).ticks.map(({ text }) => text);

  test.each([
    [12, ["0", "5 s", "10 s"]],
    [5 * HOUR, ["0", "2:00:00", "4:00:00"]],
    [3 * DAY, ["Nov 19", "Nov 20", "Nov 21"]],
  ])("of %d s", (duration, said) => {
    expect(texts(duration, 270)).toEqual(said);
  });

  test("of nothing, or without a start, is one of seconds", () => {
    expect(makeTreeTicks({ start: null, duration: 0 }, 0, 0, 300).ticks).toEqual([{ value: 0, text: "0" }]);
    expect(makeTreeTicks({ start: null, duration: 3 * DAY }, 0, 3 * DAY, 300).ticks.at(-1)?.text).toBe("72:00:00");
  });
});
