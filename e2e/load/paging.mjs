/** Users paging through spans, with and without an endless query running. */
import { setTimeout as pause } from "node:timers/promises";

const PEOPLE = 10;
const PAGES = 12;
const THINK_MS = 250;
const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

/** @returns p95 of a page in ms, alone and beside the endless query, measured alternately */
export async function comparePaging(dashboard, name) {
  const alone = [];
  const beside = [];
  await page(dashboard.url, name);
  for (let turn = 0; turn < 3; turn++) {
    alone.push(...(await page(dashboard.url, name)));
    const stop = runAway(dashboard.url);
    beside.push(...(await page(dashboard.url, name)));
    await stop();
  }
  return { alone: quantile(alone, 0.95), beside: quantile(beside, 0.95), pages: alone.length };
}

/** Requests a view, then further rows page by page, as a browser does. */
async function page(url, name) {
  const waits = [];
  const ask = async (path, body) => {
    const began = performance.now();
    const init = body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const response = await fetch(new URL(path, url), init);
    const text = await response.text();
    const whole = body ? text.includes('"ok":true') : text.includes("</html>");
    if (response.status !== 200 || !whole) throw new Error(`a page failed: ${response.status} ${text.slice(0, 200)}`);
    waits.push(performance.now() - began);
  };
  const scope = String(new URLSearchParams({ name }));
  const whole = { run: "latest", from: null, to: null, names: [name], tags: [], window: 100_000 };
  const person = async () => {
    for (let step = 0; step < PAGES; step++) {
      if (step % 4 === 0) await ask(`/explore?${scope}`);
      const sort = { column: "duration", desc: true };
      await ask("/api/q/exploreRows", { scope: whole, request: { sort, offset: 100 * (step + 1), limit: 100 } });
      await pause(THINK_MS);
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, i) => pause(25 * i).then(person)));
  return waits;
}

/** The server stops the query at its time limit; this restarts it each time. */
function runAway(url) {
  const end = new AbortController();
  const run = async () => {
    while (!end.signal.aborted) {
      const response = await fetch(new URL("/api/query", url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ sql: ENDLESS }),
        signal: end.signal,
      });
      await response.text();
    }
  };
  const running = run().catch((error) => {
    if (!end.signal.aborted) throw error;
  });
  return () => {
    end.abort();
    return running;
  };
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
