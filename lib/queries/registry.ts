/**
 * The questions that may take longer than a page may wait: they run in the reader's process, which can be killed.
 * A new one is a file of its own and a line here.
 */

import { copyFile } from "../store/copy-file.ts";
import { compare } from "./compare.ts";
import { compareName } from "./compare-name.ts";
import { compareSides } from "./compare-sides.ts";
import { compareStart } from "./compare-start.ts";
import { compareTags } from "./compare-tags.ts";
import { readExplore } from "./explore.ts";
import { readExploreRows } from "./explore-rows.ts";
import { readExploreStart } from "./explore-start.ts";
import { readInherited } from "./inherited.ts";
import { readOverview } from "./overview.ts";
import { readOverviewSql } from "./overview-sql.ts";
import type { Question } from "./query.ts";
import { readQueryWords } from "./query-words.ts";
import { readRuns } from "./runs.ts";
import { readScopeCount } from "./scope-count.ts";
import { readScopeNames } from "./scope-names.ts";
import { readScopeNewest } from "./scope-newest.ts";
import { readScopeStrip } from "./scope-strip.ts";
import { readScopeTags } from "./scope-tags.ts";
import { readPlaces } from "./search-index.ts";
import { readSelfTimes } from "./self-times.ts";
import { readSpanRank } from "./span-rank.ts";
import { readSpanTagRanks } from "./span-tag-ranks.ts";
import { readTree } from "./tree.ts";
import { takeFirstLook } from "./validation.ts";
import { readWhy } from "./why.ts";

export const QUESTIONS = {
  firstLook: (db, _params: Record<never, never>, tell) => takeFirstLook(db, tell),
  places: readPlaces,
  explore: readExplore,
  exploreRows: readExploreRows,
  queryWords: (db, _params: Record<never, never>) => readQueryWords(db),
  exploreStart: readExploreStart,
  runs: (db, _params: Record<never, never>) => readRuns(db),
  inherited: readInherited,
  spanRank: readSpanRank,
  spanTagRanks: readSpanTagRanks,
  tree: readTree,
  scopeCount: readScopeCount,
  scopeNames: readScopeNames,
  scopeNewest: readScopeNewest,
  scopeStrip: readScopeStrip,
  scopeTags: readScopeTags,
  compare,
  compareName,
  compareSides,
  compareStart,
  compareTags,
  overview: readOverview,
  overviewSql: readOverviewSql,
  selfTimes: readSelfTimes,
  why: readWhy,
} satisfies Record<string, Question<never, unknown>>;

/** What is done with a file without opening it as a database first. */
export const ERRANDS = { copy: copyFile } satisfies Record<string, (path: string, params: never) => unknown>;

type Askable = typeof QUESTIONS & typeof ERRANDS;
export type QuestionName = keyof Askable;
export type QuestionParams<Name extends QuestionName> = Parameters<Askable[Name]>[1];
export type QuestionAnswer<Name extends QuestionName> = ReturnType<Askable[Name]>;
