/** Dates in the time zone of the machine with the file, also where the browser's is another. */
import { afterEach, expect, test, vi } from "vitest";
import { drawSeed } from "../fixtures/seed.ts";
import { createRandom } from "../stats/random.ts";
import { formatDate, fromLocal, readDate, toLocal } from "./dates.ts";
import { formatBegin, formatClock, formatStart } from "./format.ts";

const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"];

/** As the page of a server in that zone. */
function viewFrom(zone: string): void {
  vi.stubGlobal("document", { documentElement: { dataset: { zone } } });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test.each(ZONES)("clocks show what the calendar of %s says, and lead back to their time", (zone) => {
  viewFrom(zone);
  const random = createRandom(drawSeed());
  const calendar = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    ...{ year: "numeric", month: "short", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  });
  for (let i = 0; i < 500; i++) {
    const time = Math.floor(1_600_000_000 + random.next() * 400_000_000);
    const { year, month, day, clock } = readDate(time) ?? {};
    const parts = Object.fromEntries(calendar.formatToParts(time * 1000).map(({ type, value }) => [type, value]));
    expect({ year, month, day, clock }, String(time)).toEqual({
      year: Number(parts.year),
      month: parts.month,
      day: Number(parts.day),
      clock: `${parts.hour}:${parts.minute}:${parts.second}`,
    });
    // Once a year, an hour is there twice.
    expect(Math.abs(fromLocal(toLocal(time)) - time) % 1800, String(time)).toBe(0);
  }
});

test("a date is told to the second or millisecond, with its year unless that is the present one", () => {
  viewFrom("America/New_York");
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) });
  const time = Date.UTC(2026, 10, 18, 17, 0, 3, 123) / 1000;
  expect(formatDate(time, 3)).toBe("Nov 18, 12:00:03.123");
  expect(formatDate(time - 365 * 86_400, 0)).toBe("Nov 18 2025, 12:00:03");
  expect(formatDate(time + 0.8769, 3)).toBe("Nov 18, 12:00:04.000");
  expect(formatDate(1e15, 3)).toBeUndefined();
  expect(formatClock(time)).toBe("12:00:03.123");
});

test("a run of today begins at a time of day, any other and one of days on a date", () => {
  viewFrom("America/New_York");
  // Still May in New York.
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1, 3) });
  const started = Date.UTC(2026, 4, 31, 16, 2, 7) / 1000;
  expect(formatBegin(started, started + 13.7)).toBe("12:02:07");
  expect(formatBegin(started, started + 86_399)).toBe("12:02:07");
  expect(formatBegin(started, started + 9 * 86_400)).toBe("May 31, 12:02:07");
  expect(formatBegin(started - 86_400, started - 86_390)).toBe("May 30, 12:02:07");
  expect(formatBegin(started - 365 * 86_400, started)).toBe("May 31 2025, 12:02:07");
  expect(formatBegin(1e15, 1e15)).toBe("∅");
});

test("starts of a run of days, and those days from the origin, are dates; others are clocks", () => {
  viewFrom("UTC");
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) });
  const origin = Date.UTC(2026, 10, 18, 11, 11) / 1000;
  const short = { origin, dated: false };
  expect(formatStart(3811.204, short)).toBe("+1:03:31.204");
  expect(formatStart(3811.704, short, 0)).toBe("+1:03:32");
  expect(formatStart(-0.5, short)).toBe("−0.500 s");
  expect(formatStart(3811.204, { origin, dated: true })).toBe("Nov 18, 12:14:31.204");
  expect(formatStart(-9 * 86_400, short, 0)).toBe("Nov 9, 11:11:00");
  expect(formatStart(86_400, short, 0)).toBe("Nov 19, 11:11:00");
  expect(formatStart(86_399, short, 0)).toBe("+23:59:59");
  // Within an axis that starts nowhere.
  expect(formatStart(90_000, null, 0)).toBe("+25:00:00");
});
