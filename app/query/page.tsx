import { headers } from "next/headers";
import { connection } from "next/server";
import { DEFAULT_SCOPE } from "../../lib/model/scope.ts";
import { ask, runSql } from "../server/ask.ts";
import { isForeign } from "../server/data-endpoint.ts";
import { describeProblem, inspectFile, withDatabase } from "../server/database.ts";
import { readParams, type SearchParams } from "../server/params.ts";
import { BadAddress } from "../shell/bad-address.tsx";
import { DataLinks } from "../shell/data-links.tsx";
import { EmptyPage } from "../shell/empty/empty-page.tsx";
import { rankNames } from "../shell/scope/data.ts";
import { DEFAULT_SQL } from "../shell/sql/kept-sql.ts";
import { NameColors } from "../ui/name-colors.tsx";
import { parseQueryUrl, type QueryUrl } from "./address.ts";
import type { FirstRun } from "./data.ts";
import { findQueryProblem } from "./problem.ts";
import { readSchemaSummary } from "./schema.ts";
import { QueryWorkspace } from "./ui/workspace.tsx";

export default async function QueryPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  await connection();
  const params = readParams(await searchParams);
  const problem = await findQueryProblem(params);
  if (problem) return <BadAddress problem={problem} path="/query" params={params} />;
  const url = parseQueryUrl(params);
  const answer = await withDatabase(readSchemaSummary);
  if (!answer.ok)
    return <EmptyPage state={answer.error.problem} message={describeProblem(answer.error)} file={inspectFile()} />;
  if (answer.value === null) return <EmptyPage state="waiting" message={null} file={inspectFile()} />;
  const { name, path, size, copied } = inspectFile();
  return (
    <>
      {url.sql && <DataLinks json={dataHref("json", url.sql)} csv={dataHref("csv", url.sql)} />}
      <NameColors ranks={rankNames(DEFAULT_SCOPE)}>
        <QueryWorkspace
          file={{ name, path, size, copied }}
          schema={answer.value}
          later={ask("queryWords", {})}
          first={await runFirst(url, url.sql !== undefined && isForeign({ headers: await headers() }))}
        />
      </NameColors>
    </>
  );
}

function dataHref(format: "json" | "csv", sql: string): string {
  return `query.${format}?${new URLSearchParams({ sql })}`;
}

/** Runs the query, unless only the browser has the SQL, or a link on another site brought it and it is unconfirmed. */
async function runFirst({ sql = DEFAULT_SQL, kept }: QueryUrl, held: boolean): Promise<FirstRun> {
  const outcome = held || kept !== undefined ? null : await runSql(sql);
  return { sql, outcome, held, at: Date.now() };
}
