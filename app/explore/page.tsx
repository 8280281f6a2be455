import { connection } from "next/server";
import { EmptyPage } from "../_components/empty/empty-page.tsx";
import { Frame } from "../_components/shell/frame.tsx";
import { TwinLinks } from "../_components/shell/twin-links.tsx";
import { fileFacts } from "../_data/database.ts";
import { readExploreFacts, readExploreWhere, startExplore } from "../_data/explore.ts";
import { readParams, type SearchParams } from "../_data/params.ts";
import { sayProblem } from "../_data/problem.ts";
import { ScopeBar } from "../scope-bar.tsx";
import { ScopeRail } from "../scope-rail.tsx";
import { ExploreHint, ExploreProvider, ExploreStatus, SelectionChip } from "./explore-context.tsx";
import { ExplorePanes } from "./explore-panes.tsx";
import { exploreHref, parseExploreUrl } from "./explore-url.ts";

export default async function ExplorePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  await connection();
  const url = parseExploreUrl(readParams(await searchParams));
  const answer = await readExploreFacts(url);
  if (!answer.ok)
    return <EmptyPage state={answer.error.problem} message={sayProblem(answer.error)} file={fileFacts()} />;
  const facts = answer.value;
  if (facts.window.total === 0) return <EmptyPage state="waiting" message={null} file={fileFacts()} />;
  return (
    <ExploreProvider facts={facts} where={readExploreWhere(url, facts)} {...startExplore(url, facts.window.lastId)}>
      <TwinLinks json={exploreHref(url, "explore.json")} csv={exploreHref(url, "explore.csv")} />
      <Frame rail={<ScopeRail scope={url.scope} />} status={<ExploreStatus path={fileFacts().path} ms={answer.ms} />}>
        <ScopeBar scope={url.scope} hint={<ExploreHint />}>
          <SelectionChip />
        </ScopeBar>
        <ExplorePanes />
      </Frame>
    </ExploreProvider>
  );
}
