/** Requests of which some fail: slowly, by a time limit, or at once; the last two never finish. */
import type { FixtureSpan } from "../lib/fixtures/fixture-database.ts";
import { createRandom } from "../lib/stats/random.ts";

const REQUESTS = 400;
const PATHS = ["/", "/login", "/search", "/cart"];

/** Of the requests 20 time out, 8 fail with a TypeError and 2 are unfinished; each has a query, of which 4 fail. */
export const FAILED = { requests: 30, timeouts: 20, typeErrors: 8, unfinished: 2, queries: 4 } as const;

function errorOf(index: number): string | null {
  if (index >= REQUESTS - FAILED.unfinished) return "Unfinished";
  if (index % 20 === 7) return "TimeoutError";
  return index % 50 === 11 ? "TypeError" : null;
}

export function plantFailing(): FixtureSpan[] {
  const random = createRandom(5);
  return Array.from({ length: REQUESTS }, (_, index): FixtureSpan[] => {
    const type = errorOf(index);
    const times = type === "TimeoutError" ? 20 : type === "TypeError" ? 0.3 : 1;
    const duration = 0.02 * times * Math.exp(0.4 * random.normal());
    const start = 1_790_000_000 + index * 0.05;
    const id = 2 * index + 2;
    const tags = {
      path: PATHS[Math.floor(random.next() * PATHS.length)] ?? "",
      status: type === null ? "200" : "500",
      error: "none of ours",
    };
    const failing = index % 100 === 47;
    return [
      {
        id: id - 1,
        name: "query",
        start,
        duration: duration / 2,
        parent: id,
        ...(failing && { error: { type: "it's <odd> ✕?", message: "no such table" } }),
      },
      { id, name: "request", start, duration, tags, ...(type && { error: { type, message: `${type} of ${index}` } }) },
    ];
  }).flat();
}
