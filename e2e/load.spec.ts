/** Many requests at once: none is refused, and nothing is left behind. `npm run soak` does this for minutes. */
import { expect, OWN, test } from "./dashboard.ts";
import { countDescriptors, listTree, sumMemory } from "./load/process-tree.mjs";
import { askView, listViews } from "./load/views.mjs";

const AT_ONCE = 200;
/** Twice the memory observed for the server. */
const MAX_MEMORY = 800e6;
/** One for typed SQL, three for queries, four for exports. */
const MAX_PROCESSES = 8;
const VIEWS = listViews("tokenize", 2);

test("two hundred requests at once, of every view and data endpoint, are all answered", OWN, async ({ dashboard }) => {
  test.setTimeout(240_000);
  const ask = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => askView(dashboard.url, VIEWS[i % VIEWS.length] ?? "/")));
  expect(await ask(VIEWS.length)).toEqual(VIEWS.map(() => undefined));
  const looks = process.platform === "linux";
  const before = looks ? countDescriptors(dashboard.pid) : 0;
  let most = 0;
  const watch = setInterval(() => {
    if (looks) most = Math.max(most, listTree(dashboard.pid).length - 1);
  }, 50);
  const failures = (await ask(AT_ONCE)).filter((failure) => failure !== undefined);
  clearInterval(watch);
  expect(failures).toEqual([]);
  if (!looks) return;
  expect(most).toBeLessThanOrEqual(MAX_PROCESSES);
  expect(sumMemory([dashboard.pid])).toBeLessThan(MAX_MEMORY);
  await expect.poll(() => countDescriptors(dashboard.pid)).toBeLessThanOrEqual(before);
});

test("a query that never ends is in nobody's way, nor afterwards", OWN, async ({ dashboard }) => {
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  const gone = new AbortController();
  const asked = fetch(`${dashboard.url}/api/query`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sql: endless }),
    signal: gone.signal,
  }).catch(() => undefined);
  const plain = VIEWS.filter((path) => !path.startsWith("/query"));
  for (const path of plain) expect(await askView(dashboard.url, path), path).toBeUndefined();
  gone.abort();
  await asked;
  for (const path of VIEWS) expect(await askView(dashboard.url, path), path).toBeUndefined();
});
