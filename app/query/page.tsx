import { headers } from "next/headers";
import { connection } from "next/server";
import { EmptyPage } from "../_components/empty/empty-page.tsx";
import { TwinLinks } from "../_components/shell/twin-links.tsx";
import { askReader, runSql } from "../_data/ask-reader.ts";
import { ask, fileFacts } from "../_data/database.ts";
import { readParams, type SearchParams } from "../_data/params.ts";
import { sayProblem } from "../_data/problem.ts";
import { isForeign } from "../_data/twin.ts";
import { readQueryFacts } from "./query-facts.ts";
import type { FirstRun } from "./query-types.ts";
import { DEFAULT_SQL, parseQueryUrl, type QueryUrl } from "./query-url.ts";
import { QueryWorkspace } from "./query-workspace.tsx";

export default async function QueryPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  await connection();
  const url = parseQueryUrl(readParams(await searchParams));
  const answer = await ask(readQueryFacts);
  if (!answer.ok)
    return <EmptyPage state={answer.error.problem} message={sayProblem(answer.error)} file={fileFacts()} />;
  if (answer.value === null) return <EmptyPage state="waiting" message={null} file={fileFacts()} />;
  const { name, path, size, copied } = fileFacts();
  return (
    <>
      {url.sql && <TwinLinks json={twin("json", url.sql)} csv={twin("csv", url.sql)} />}
      <QueryWorkspace
        file={{ name, path, size, copied }}
        facts={answer.value}
        later={askReader("queryWords", {})}
        first={await runFirst(url, url.sql !== undefined && isForeign({ headers: await headers() }))}
      />
    </>
  );
}

function twin(format: "json" | "csv", sql: string): string {
  return `query.${format}?${new URLSearchParams({ sql })}`;
}

/** SQL that only the browser has is not run here; nor is, unseen, what a link on another site brings. */
async function runFirst({ sql = DEFAULT_SQL, kept }: QueryUrl, held: boolean): Promise<FirstRun> {
  const outcome = held || kept !== undefined ? null : await runSql(sql);
  return { sql, outcome, held, at: Date.now() };
}
