import { connection } from "next/server";
import { formatElapsed } from "../lib/format.ts";
import { EmptyPage } from "./_components/empty/empty-page.tsx";
import { SORTABLE } from "./_components/overview/name-columns.tsx";
import { Overview, sayCovered } from "./_components/overview/overview.tsx";
import { OverviewRail } from "./_components/overview/overview-rail.tsx";
import { parseSort } from "./_components/overview/sort-text.ts";
import { Frame } from "./_components/shell/frame.tsx";
import { LiveDot } from "./_components/shell/live-dot.tsx";
import { StatusLine } from "./_components/shell/status-line.tsx";
import { ask, fileFacts } from "./_data/database.ts";
import { readOverview } from "./_data/overview.ts";
import { sayProblem } from "./_data/problem.ts";

interface PageProps {
  readonly searchParams: Promise<{ readonly sort?: string | readonly string[] }>;
}

export default async function OverviewPage({ searchParams }: PageProps) {
  await connection();
  const { sort } = await searchParams;
  const answer = ask(readOverview);
  if (!answer.ok)
    return <EmptyPage state={answer.error.problem} message={sayProblem(answer.error)} file={fileFacts()} />;
  const { value: data, ms } = answer;
  if (data.window.total === 0) return <EmptyPage state="waiting" message={null} file={fileFacts()} />;
  const { name, path, size } = fileFacts();
  const sorting = parseSort(typeof sort === "string" ? sort : undefined, SORTABLE, [{ id: "share", desc: true }]);
  const facts = [sayCovered(data.window), formatElapsed(ms)];
  return (
    <Frame
      rail={<OverviewRail file={name} path={path} size={size} {...data} />}
      status={<StatusLine facts={facts} path={path} live={<LiveDot />} />}
    >
      <Overview {...data} sorting={sorting} />
    </Frame>
  );
}
