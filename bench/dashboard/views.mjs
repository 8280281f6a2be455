/** The timed views, with a pattern for a row of data in each page. */

/** All spans of the file, the largest scope of any view. */
const ALL = "run=all&window=1000000";

/** In a table of spans or names: a cell with one of the synthetic spans' names. */
const ROW = /<t[dh][^>]*>(?:(?!<\/t[dh]>)[\s\S])*?(?:compress|decompress|verify|hash|read|file)\b/;
/** In a table of spans of one name: the link to one of them. */
const LINK = /<td[^>]*>(?:(?!<\/td>)[\s\S])*?href="\/span\/\d+"/;

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

/** The slowest query of any view, as its page sends it: while it runs, other views must not wait. */
export const WHY = {
  path: "/api/q/why",
  body: (asked) => ({
    scope: { run: "all", from: null, to: null, names: ["compress", `unknown-${asked}`], tags: [], window: 1_000_000 },
    selection: { slowest: 5 },
  }),
};
