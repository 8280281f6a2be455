/** A query has the same answer on every path: in process, by the page's route, by a data endpoint, by a command. */
import Database from "better-sqlite3";
import { DEFAULT_CHOICE } from "../lib/model/compare-choice.ts";
import { DEFAULT_SCOPE, parseScope, type Scope } from "../lib/model/scope.ts";
import { checkParams, QUERIES, type QueryName, type QueryParams, runQuery } from "../lib/queries/registry.ts";
import { expect, test } from "./dashboard.ts";
import { PLANTED } from "./files.ts";
import { bin, root, run } from "./running.ts";

test.use({ source: PLANTED });

const COMPRESS = "name=compress";
const SCOPES = [
  "",
  COMPRESS,
  `${COMPRESS}&run=all`,
  `${COMPRESS}&tag=level%3D9&from=0.01&to=10`,
  `${COMPRESS}&window=500`,
  `${COMPRESS}&error=none`,
  "name=hash&name=compress&tag=algorithm!%3Dgzip",
];

const scopeOf = (query: string): Scope => parseScope(new URLSearchParams(query));

/** Parameters for all queries; each uses those it knows. */
function paramsOf(name: QueryName, query: string) {
  const scope = scopeOf(query);
  const sort = { column: "duration", desc: true };
  const request = name === "exploreRows" ? { sort, offset: 0, limit: 100 } : {};
  const { run, window } = scope;
  return checkParams(name, {
    scope,
    request,
    run,
    window,
    id: 20,
    key: "level",
    path: null,
    after: 0,
    plot: {},
    rows: { sort, offset: 0, limit: 100 },
    choice: DEFAULT_CHOICE,
    name: "compress",
    where: [],
    selection: { slowest: 5 },
  });
}

function askHere<Name extends QueryName>(path: string, name: Name, params: QueryParams<Name>) {
  const db = new Database(path, { readonly: true });
  try {
    return JSON.parse(JSON.stringify(runQuery(db, name, params)));
  } finally {
    db.close();
  }
}

async function askRoute(url: string, name: QueryName, params: unknown) {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(params) };
  const response = await fetch(`${url}/api/q/${name}`, init);
  const last = (await response.text()).trimEnd().split("\n").at(-1) ?? "";
  const { outcome } = JSON.parse(last);
  expect(outcome, `${name}: ${outcome.message}`).toMatchObject({ ok: true });
  return outcome.value;
}

const readJson = async (url: string, path: string) => (await fetch(`${url}${path}`)).json();
const command = (args: readonly string[], path: string) =>
  run(process.execPath, [bin, ...args, "--db-path", path], root);

for (const name of Object.keys(QUERIES) as QueryName[])
  test(`${name}: the page's route answers as the query itself does`, async ({ dashboard: { url, dbPath } }) => {
    for (const query of SCOPES) {
      const params = paramsOf(name, query);
      expect(await askRoute(url, name, params), query).toEqual(askHere(dbPath, name, params as never));
    }
  });

test("the data endpoints of the views hold the answers of their queries", async ({ dashboard: { url, dbPath } }) => {
  for (const query of SCOPES) {
    const scope = scopeOf(query);
    const { names } = await readJson(url, `/overview.json?${query}`);
    const selfTimes = new Map<string, number>(askHere(dbPath, "selfTimes", { scope }).self);
    const selfOf = ({ name }: { readonly name: string }) => selfTimes.get(name) ?? 0;
    const overview = askHere(dbPath, "overview", { scope }).names.sort((a: Named, b: Named) => selfOf(b) - selfOf(a));
    expect(names.length).toBeGreaterThan(0);
    expect(names).toEqual(
      overview.map((row: { name: string }) => expect.objectContaining({ ...pick(row), self: selfTimes.get(row.name) })),
    );
    const table = (await (await fetch(`${url}/overview.csv?${query}`)).text()).trimEnd().split("\r\n");
    expect(table.slice(1).map((line) => line.split(",").slice(0, 2))).toEqual(
      overview.map(({ name, count }: { name: string; count: number }) => [name, String(count)]),
    );
    const explored = await readJson(url, `/explore.json?${query}`);
    const { total, columns, rows } = askHere(dbPath, "exploreRows", {
      scope,
      request: { sort: { column: "duration", desc: true }, offset: 0, limit: 1000 },
    });
    expect(explored.total).toBe(total);
    expect(explored.rows.slice(0, 1000).map((row: { id: number }) => row.id)).toEqual(
      rows.map((cells: number[]) => cells[columns.findIndex(({ id }: { id: string }) => id === "id")]),
    );
    const runs = await readJson(url, `/compare.json?${query}`);
    const ofRuns = askHere(dbPath, "compareRuns", { scope, choice: DEFAULT_CHOICE, pairBy: null, failIf: [] });
    const windows = await readJson(url, `/compare.json?by=windows&${query}`);
    const ofWindows = askHere(dbPath, "compare", { scope, choice: { ...DEFAULT_CHOICE, by: "windows" } });
    for (const [there, here] of [
      [runs.names, ofRuns.names],
      [windows.names, ofWindows.rows],
    ])
      expect(there.map(({ name, verdict }: Named) => [name, verdict])).toEqual(
        here.map(({ name, verdict }: Named) => [name, verdict]),
      );
  }
  const { tree, rank } = await readJson(url, "/span/20.json");
  expect(tree.count).toBe(askHere(dbPath, "tree", { id: 20 }).count);
  const first = { ...DEFAULT_SCOPE, run: askHere(dbPath, "span", { id: 20, scope: DEFAULT_SCOPE }).olderRun };
  expect(rank).toEqual(askHere(dbPath, "spanRank", { id: 20, scope: first }));
});

interface Named {
  readonly name: string;
  readonly verdict: string;
}

function pick({ name, count, share, total, mean, p50, p95, p99, max }: Record<string, unknown>) {
  return { name, count, share, total, mean, p50, p95, p99, max };
}

test("spantom summary prints the answer of its query", async ({ dashboard: { dbPath } }) => {
  const { names, ...whole } = JSON.parse(await command(["summary", "--json"], dbPath));
  const asked = askHere(dbPath, "summary", {});
  expect(whole).toMatchObject({ spanCount: asked.spanCount, tagCount: asked.tagCount });
  expect(names).toEqual(asked.names.map(({ firstId: _, ...figures }: { firstId: number }) => figures));
});

/** Splits words like a shell; the commands shown use only `'` for quoting. */
function splitWords(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|([^\s']+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

for (const query of SCOPES.filter((query) => query !== ""))
  test(`the command shown in the panel gives the panel's answer: ${query}`, async ({ page, dashboard }) => {
    await page.goto(`/explore?${query}`);
    const panel = page.getByRole("complementary", { name: "Why slow?" });
    const shown = (await panel.locator("code").last().textContent()) ?? "";
    const [program, why, ...args] = splitWords(shown);
    expect([program, why]).toEqual(["spantom", "why"]);
    const { items } = JSON.parse(await command(["why", "--json", ...args], dashboard.dbPath));
    const answer = askHere(dashboard.dbPath, "why", { scope: scopeOf(query), selection: { slowest: 5 } });
    expect(items.map(({ key, effect, coverage }: Item) => [key, effect, coverage])).toEqual(
      answer.items.map(({ key, effect, coverage }: Item) => [key, effect, coverage]),
    );
    expect(items.length).toBeGreaterThan(0);
    for (const item of answer.items) await expect(panel).toContainText(item.title);
  });

interface Item {
  readonly key: string;
  readonly title: string;
  readonly effect: number;
  readonly coverage: number;
}
