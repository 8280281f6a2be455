/** What the panes of the overview share: each is asked once a request. */
import "server-only";
import { cache } from "react";
import { type OverviewSql, readOverviewSql } from "../../lib/questions/overview-sql.ts";
import { parseScope, type Scope, writeScope } from "../../lib/scope.ts";
import { askReader } from "./ask-reader.ts";
import { ask } from "./database.ts";

export function readFigures(scope: Scope) {
  return figuresOf(String(writeScope(scope)));
}

export function readSelfTimes(scope: Scope) {
  return selfTimesOf(String(writeScope(scope)));
}

/** The SQL of the panes; null where it cannot be had. */
export function readSql(scope: Scope): Promise<OverviewSql | null> {
  return sqlOf(String(writeScope(scope)));
}

const sqlOf = cache(async (text: string): Promise<OverviewSql | null> => {
  const scope = readScope(text);
  const answer =
    scope.tags.length === 0
      ? await ask((db) => readOverviewSql(db, { scope }))
      : await askReader("overviewSql", { scope });
  return answer.ok ? answer.value : null;
});
const figuresOf = cache((text: string) => askReader("overview", { scope: readScope(text) }));
const selfTimesOf = cache((text: string) => askReader("selfTimes", { scope: readScope(text) }));

function readScope(text: string): Scope {
  return parseScope(new URLSearchParams(text));
}
