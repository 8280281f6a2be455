import { connection } from "next/server";
import { formatElapsed } from "../lib/format.ts";
import { parseScope } from "../lib/scope.ts";
import { EmptyPage } from "./_components/empty/empty-page.tsx";
import { SORTABLE } from "./_components/overview/name-columns.tsx";
import { NewSpans } from "./_components/overview/new-spans.tsx";
import { Overview, sayCovered } from "./_components/overview/overview.tsx";
import { parseSort } from "./_components/overview/sort-text.ts";
import { Frame } from "./_components/shell/frame.tsx";
import { LiveDot } from "./_components/shell/live-dot.tsx";
import { StatusLine } from "./_components/shell/status-line.tsx";
import { ask, fileFacts } from "./_data/database.ts";
import { readOverview } from "./_data/overview.ts";
import { sayProblem } from "./_data/problem.ts";
import { ScopeBar } from "./scope-bar.tsx";
import { ScopeRail } from "./scope-rail.tsx";

interface PageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export default async function OverviewPage({ searchParams }: PageProps) {
  await connection();
  const record = await searchParams;
  const { sort } = record;
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(record))
    for (const text of typeof value === "string" ? [value] : (value ?? [])) params.append(key, text);
  const scope = parseScope(params);
  const answer = ask(readOverview);
  if (!answer.ok)
    return <EmptyPage state={answer.error.problem} message={sayProblem(answer.error)} file={fileFacts()} />;
  const { value: data, ms } = answer;
  if (data.window.total === 0) return <EmptyPage state="waiting" message={null} file={fileFacts()} />;
  const { path } = fileFacts();
  const sorting = parseSort(typeof sort === "string" ? sort : undefined, SORTABLE, [{ id: "share", desc: true }]);
  const facts = [sayCovered(data.window), formatElapsed(ms)];
  return (
    <Frame rail={<ScopeRail scope={scope} />} status={<StatusLine facts={facts} path={path} live={<LiveDot />} />}>
      <ScopeBar
        scope={scope}
        right={<NewSpans lastId={data.window.lastId} hint="Click a name to query its spans." />}
      />
      <Overview {...data} sorting={sorting} />
    </Frame>
  );
}
