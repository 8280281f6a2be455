/** The timed views, with a pattern for a row of data in each page. */

/** All spans of the file, the largest scope of any view. */
const ALL = "run=all";

/** In a table of spans or names: a cell with one of the synthetic spans' names. */
const ROW = /<t[dh][^>]*>(?:(?!<\/t[dh]>)[\s\S])*?(?:compress|decompress|verify|hash|read|file)\b/;
/** In a table of spans of one name: the link to one of them, or, of a large scope, the first id in the data. */
const LINK = /<td[^>]*>(?:(?!<\/td>)[\s\S])*?href="\.?\/span\/\d+"|\\"rows\\":\[\[\d+/;

export const VIEWS = [
  { name: "overview", path: "/", row: ROW },
  { name: "overview, all spans", path: `/?${ALL}`, row: ROW },
  { name: "explore", path: "/explore?name=compress", row: LINK },
  { name: "explore, all spans", path: `/explore?name=compress&${ALL}`, row: LINK },
  { name: "span", path: "/span/500002", row: ROW },
  { name: "compare", path: "/compare", row: ROW },
  {
    name: "query",
    path: `/query?${new URLSearchParams({ sql: "SELECT * FROM spans ORDER BY id DESC LIMIT 100" })}`,
    row: ROW,
  },
];

/** A page behind the same gate and the same Next that queries nothing. */
export const BARE = "/there-is-no-such-page";

const WHOLE = { run: "latest", from: null, to: null, names: [], tags: [], error: null, window: null };

/** What views ask about a run, and what a user asks next about the same one. */
export function scopeQueries(lastId) {
  const scope = { ...WHOLE, maxSpanId: lastId };
  const choice = { by: "windows", baseline: null, candidate: null, key: null };
  const bySize = { points: "grid", x: "tag:bytes", y: "duration" };
  const newest = { sort: { column: "start", desc: true }, offset: 0, limit: 100 };
  return {
    overview: {
      query: "overview",
      params: { scope },
      next: { query: "overview", params: { scope: { ...scope, names: ["compress"] } } },
    },
    callTree: {
      query: "callTree",
      params: { scope, split: [] },
      next: { query: "callTree", params: { scope: { ...scope, names: ["compress"] }, split: [] } },
    },
    explore: {
      query: "explore",
      params: { scope, request: bySize },
      next: { query: "explore", params: { scope, request: { ...bySize, x: "start" } } },
    },
    rows: {
      query: "exploreRows",
      params: { scope, request: { ...newest, sort: { column: "duration", desc: true } } },
      next: { query: "exploreRows", params: { scope, request: newest } },
    },
    compare: {
      query: "compare",
      params: { choice, scope },
      next: { query: "compareName", params: { choice, scope, name: "compress", where: [] } },
    },
  };
}

/** The slowest query of any view, as its page sends it: while it runs, other views must not wait. */
export const WHY = {
  path: "/api/q/why",
  body: (asked) => ({
    scope: { ...WHOLE, run: "all", names: ["compress", `unknown-${asked}`] },
    selection: { slowest: 5 },
  }),
};
