import { connection } from "next/server";
import { describeProblem, inspectFile } from "../server/database.ts";
import { readParams, type SearchParams } from "../server/params.ts";
import { BadAddress } from "../shell/bad-address.tsx";
import { DataLinks } from "../shell/data-links.tsx";
import { EmptyPage } from "../shell/empty/empty-page.tsx";
import { Frame } from "../shell/frame.tsx";
import { rankNames } from "../shell/scope/data.ts";
import { ScopeBar } from "../shell/scope/scope-bar.tsx";
import { ScopeRail } from "../shell/scope/scope-rail.tsx";
import { NameColors } from "../ui/name-colors.tsx";
import { exploreHref, parseExploreUrl } from "./address.ts";
import { readExploreSummary, readExploreWhere, startExplore } from "./data.ts";
import { findExploreProblem } from "./endpoint.ts";
import { ExploreBasis } from "./ui/basis.tsx";
import { ExploreHint, ExploreProvider, ExploreStatus, SelectionChip } from "./ui/context.tsx";
import styles from "./ui/explore.module.css";
import { ExplorePlotPane } from "./ui/plot-pane.tsx";
import { ExploreTablePane } from "./ui/table-pane.tsx";
import { ExploreWhyPane } from "./ui/why-pane.tsx";

export default async function ExplorePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  await connection();
  const params = readParams(await searchParams);
  const problem = await findExploreProblem(params);
  if (problem) return <BadAddress problem={problem} path="/explore" params={params} />;
  const url = parseExploreUrl(params);
  const answer = await readExploreSummary(url);
  if (!answer.ok)
    return <EmptyPage state={answer.error.problem} message={describeProblem(answer.error)} file={inspectFile()} />;
  const summary = answer.value;
  if (summary.window.total === 0) return <EmptyPage state="waiting" message={null} file={inspectFile()} />;
  return (
    <ExploreProvider summary={summary} where={readExploreWhere(url, summary)} {...startExplore(url, summary)}>
      <DataLinks json={exploreHref(url, "explore.json")} csv={exploreHref(url, "explore.csv")} />
      <NameColors ranks={rankNames(url.scope)}>
        <Frame
          lastId={summary.lastId}
          rail={<ScopeRail scope={url.scope} />}
          status={<ExploreStatus path={inspectFile().path} ms={answer.ms} />}
        >
          <ScopeBar scope={url.scope} hint={<ExploreHint />}>
            <SelectionChip />
          </ScopeBar>
          <div className="beside">
            <div className={styles.main} data-place="Explore">
              <h1 className="unseen">Explore</h1>
              <ExploreBasis />
              <div className={styles.panes}>
                <ExplorePlotPane />
                <ExploreTablePane />
              </div>
            </div>
            <ExploreWhyPane />
          </div>
        </Frame>
      </NameColors>
    </ExploreProvider>
  );
}
