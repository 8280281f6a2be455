/** Every query by name, for pages, routes, data endpoints and commands. A new query is one file and a line here. */
import { safeParse } from "valibot";
import { copyFile } from "../store/copy-file.ts";
import type { Connection } from "../store/driver.ts";
import { callTree } from "./call-tree.ts";
import { compare } from "./compare.ts";
import { compareName } from "./compare-name.ts";
import { comparePairs } from "./compare-pairs.ts";
import { compareRanks } from "./compare-ranks.ts";
import { compareRuns } from "./compare-runs.ts";
import { compareSides } from "./compare-sides.ts";
import { compareStart } from "./compare-start.ts";
import { compareTags } from "./compare-tags.ts";
import { compareTree } from "./compare-tree.ts";
import { explore } from "./explore.ts";
import { exploreRows } from "./explore-rows.ts";
import { makeRoomFor } from "./explore-source.ts";
import { exploreStart } from "./explore-start.ts";
import { inherited } from "./inherited.ts";
import { nameRanks } from "./name-ranks.ts";
import { overview } from "./overview.ts";
import { overviewSql } from "./overview-sql.ts";
import { ParamsError } from "./params.ts";
import type { AnyQuery, QueryContext } from "./query.ts";
import { queryWords } from "./query-words.ts";
import { runList } from "./run-list.ts";
import { running } from "./running.ts";
import { runs } from "./runs.ts";
import { scopeCount } from "./scope-count.ts";
import { scopeErrors } from "./scope-errors.ts";
import { scopeNames } from "./scope-names.ts";
import { scopeNewest } from "./scope-newest.ts";
import { scopeStrip } from "./scope-strip.ts";
import { scopeTags } from "./scope-tags.ts";
import { searchIndex } from "./search-index.ts";
import { selfTimes } from "./self-times.ts";
import { span } from "./span.ts";
import { spanRank } from "./span-rank.ts";
import { spanSelf } from "./span-self.ts";
import { spanTagRanks } from "./span-tag-ranks.ts";
import { summary } from "./summary.ts";
import { tagValue } from "./tag-value.ts";
import { tree } from "./tree.ts";
import { validation } from "./validation.ts";
import { why } from "./why.ts";

export const QUERIES = {
  callTree,
  compare,
  compareName,
  comparePairs,
  compareRanks,
  compareRuns,
  compareSides,
  compareStart,
  compareTags,
  compareTree,
  explore,
  exploreRows,
  exploreStart,
  inherited,
  nameRanks,
  overview,
  overviewSql,
  queryWords,
  runList,
  running,
  runs,
  scopeCount,
  scopeNames,
  scopeNewest,
  scopeStrip,
  scopeTags,
  scopeErrors,
  searchIndex,
  selfTimes,
  span,
  spanRank,
  spanSelf,
  spanTagRanks,
  summary,
  tagValue,
  tree,
  validation,
  why,
} satisfies Record<string, AnyQuery>;

export type QueryName = keyof typeof QUERIES;
export type QueryParams<Name extends QueryName> = Parameters<(typeof QUERIES)[Name]["run"]>[1];
export type QueryAnswer<Name extends QueryName> = ReturnType<(typeof QUERIES)[Name]["run"]>;

export { ParamsError };

export function isQueryName(name: string): name is QueryName {
  return Object.hasOwn(QUERIES, name);
}

/**
 * Validates parameters from outside.
 * @throws ParamsError
 */
export function checkParams<Name extends QueryName>(name: Name, params: unknown): QueryParams<Name> {
  const checked = safeParse(QUERIES[name].params, params);
  if (checked.success) return checked.output as QueryParams<Name>;
  const [issue] = checked.issues;
  const where = issue.path?.map(({ key }) => String(key)).join(".") ?? "";
  throw new ParamsError(`${name}: ${where ? `${where}: ` : ""}${issue.message}`);
}

/** These use what the others must make room for. */
const OF_EXPLORE: ReadonlySet<QueryName> = new Set(["explore", "exploreRows", "exploreStart", "why"]);

/**
 * Runs a query on an open file in one read transaction, so that it sees a consistent state while others write.
 * @throws what the query throws
 */
export function runQuery<Name extends QueryName>(
  db: Connection,
  name: Name,
  params: QueryParams<Name>,
  { tell = () => undefined, other = null }: Partial<QueryContext> = {},
): QueryAnswer<Name> {
  const query: AnyQuery = QUERIES[name];
  if (!OF_EXPLORE.has(name)) makeRoomFor("any");
  return db.transaction(() => query.run(db, params as never, { tell, other }))() as QueryAnswer<Name>;
}

/** Jobs that run on a file without opening it as a database first. */
export const JOBS = { copy: copyFile } satisfies Record<string, (path: string, params: never) => unknown>;
export type JobName = keyof typeof JOBS;
