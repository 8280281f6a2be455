import { connection } from "next/server";
import { formatBytes, formatElapsed } from "../lib/format.ts";
import { EmptyView } from "./_components/empty/empty-view.tsx";
import { SORTABLE } from "./_components/overview/name-columns.tsx";
import type { WatchState } from "./_components/overview/newest-answer.ts";
import { Overview, sayCovered } from "./_components/overview/overview.tsx";
import { EmptyRail, OverviewRail } from "./_components/overview/overview-rail.tsx";
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
  if (!answer.ok) return <Waiting state={answer.error.problem} message={sayProblem(answer.error)} />;
  const { value: data, ms } = answer;
  if (data.window.total === 0) return <Waiting state="waiting" message={null} />;
  const { name, path, size } = fileFacts();
  const sorting = parseSort(typeof sort === "string" ? sort : undefined, SORTABLE, [{ id: "share", desc: true }]);
  const facts = [sayCovered(data.window), formatElapsed(ms)];
  return (
    <Frame
      rail={<OverviewRail file={name} path={path} fact={formatBytes(size ?? 0)} {...data} />}
      status={<StatusLine facts={facts} path={path} live={<LiveDot />} />}
    >
      <Overview {...data} sorting={sorting} />
    </Frame>
  );
}

function Waiting({ state, message }: { readonly state: WatchState; readonly message: string | null }) {
  const { name, path, folder, folderReadable, isDefault, size } = fileFacts();
  const place = { path, folder, folderReadable, isDefault };
  const fact = size === null ? "no file yet" : formatBytes(size);
  return (
    <Frame
      rail={<EmptyRail file={name} path={path} fact={fact} />}
      status={<StatusLine facts={["no spans yet", "watching"]} path={path} />}
    >
      <EmptyView state={state} message={message} {...place} />
    </Frame>
  );
}
