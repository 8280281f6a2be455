import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { Suspense } from "react";
import { formatCounted, formatElapsed } from "../../../lib/model/format.ts";
import { endAt, parseScope } from "../../../lib/model/scope.ts";
import { readSpanPlace } from "../../../lib/queries/span.ts";
import { ask, askOnce } from "../../server/ask.ts";
import { describeProblem, inspectFile, withDatabase } from "../../server/database.ts";
import { readMoment } from "../../server/moment.ts";
import { readParams, type SearchParams } from "../../server/params.ts";
import { BadAddress } from "../../shell/bad-address.tsx";
import { DataLinks } from "../../shell/data-links.tsx";
import { EmptyPage } from "../../shell/empty/empty-page.tsx";
import { Frame, StatusLine } from "../../shell/frame.tsx";
import { LiveDot } from "../../shell/live/live-dot.tsx";
import { rankNames } from "../../shell/scope/data.ts";
import { ScopeBar } from "../../shell/scope/scope-bar.tsx";
import { ScopeRail } from "../../shell/scope/scope-rail.tsx";
import { NameColors } from "../../ui/name-colors.tsx";
import { findSpanProblem } from "../endpoint.ts";
import type { TreeOutcome } from "../ui/context.tsx";
import { SpanProvider } from "../ui/context.tsx";
import { SpanHint } from "../ui/panel.tsx";
import { SpanPanes } from "../ui/panes.tsx";
import { SpanTrail } from "../ui/trail.tsx";

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export default async function SpanPage({ params, searchParams }: PageProps) {
  await connection();
  const text = (await params).id;
  const query = readParams(await searchParams);
  if (!/^\d{1,15}$/.test(text)) notFound();
  const problem = await findSpanProblem(query);
  if (problem) return <BadAddress problem={problem} path={`/span/${text}`} params={query} />;
  const id = Number(text);
  const moment = await readMoment();
  if (!moment.ok)
    return <EmptyPage state={moment.error.problem} message={describeProblem(moment.error)} file={inspectFile()} />;
  const lastId = moment.value;
  const scope = parseScope(query);
  const answer = await withDatabase((db) => readSpanPlace(db, id, endAt(scope, lastId)));
  if (!answer.ok)
    return <EmptyPage state={answer.error.problem} message={describeProblem(answer.error)} file={inspectFile()} />;
  if (!answer.value) notFound();
  const { head, olderRun } = answer.value;
  if (olderRun !== null && !query.has("run")) {
    query.set("run", olderRun);
    redirect(`/span/${id}?${query}`);
  }
  const tree = ask("tree", { id });
  const first = {
    head,
    rank: askOnce("spanRank", { id, scope, reading: "sample" }),
    tagRanks: askOnce("spanTagRanks", { id, scope, reading: "sample" }),
    inherited: ask("inherited", { id }),
  };
  const { path } = inspectFile();
  return (
    <SpanProvider first={first} lastId={lastId}>
      <NameColors ranks={rankNames(scope)}>
        <Frame
          lastId={lastId}
          rail={<ScopeRail scope={scope} />}
          status={
            <Suspense fallback={<StatusLine items={["reading the tree"]} path={path} />}>
              <Status tree={tree} path={path} />
            </Suspense>
          }
        >
          <DataLinks json={`span/${id}.json?${query}`} />
          <ScopeBar scope={scope} start={<SpanTrail />} right={<SpanHint />} />
          <SpanPanes tree={tree} />
        </Frame>
      </NameColors>
    </SpanProvider>
  );
}

async function Status({ tree, path }: { readonly tree: Promise<TreeOutcome>; readonly path: string }) {
  const answer = await tree;
  const value = answer.ok && answer.value;
  const items = value ? [`${formatCounted(value.count, "span")} in this tree`, formatElapsed(answer.ms)] : ["no tree"];
  return <StatusLine items={items} path={path} live={<LiveDot />} />;
}
