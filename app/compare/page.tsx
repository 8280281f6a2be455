import { connection } from "next/server";
import { Suspense } from "react";
import { basisOf } from "../../lib/model/basis.ts";
import { formatCount, formatCounted, formatElapsed } from "../../lib/model/format.ts";
import type { QueryOutcome } from "../../lib/model/outcome.ts";
import { limitsSpans, parseScope, type Scope } from "../../lib/model/scope.ts";
import type { CompareAnswer } from "../../lib/queries/compare.ts";
import type { CompareStart, SideSummary } from "../../lib/queries/compare-start.ts";
import { ask, comparedPath } from "../server/ask.ts";
import { describeProblem, inspectFile } from "../server/database.ts";
import { readMoment } from "../server/moment.ts";
import { readParams, type SearchParams } from "../server/params.ts";
import { BadAddress } from "../shell/bad-address.tsx";
import { DataLinks } from "../shell/data-links.tsx";
import { EmptyPage } from "../shell/empty/empty-page.tsx";
import { Frame, StatusLine } from "../shell/frame.tsx";
import { LiveDot } from "../shell/live/live-dot.tsx";
import { NewSpans } from "../shell/live/new-spans.tsx";
import { rankCompared } from "../shell/scope/data.ts";
import { NoMatch } from "../shell/scope/no-match-here.tsx";
import { ScopeBar } from "../shell/scope/scope-bar.tsx";
import { AlertStrip } from "../ui/alert-strip.tsx";
import { NameColors } from "../ui/name-colors.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { compareParams, runsParams } from "./address.ts";
import { findCompareProblem } from "./problem.ts";
import { CompareRail, choosesRuns } from "./rail.tsx";
import { RunChips } from "./ui/runs/run-chips.tsx";
import { RunsView } from "./ui/runs/runs-view.tsx";
import { SidesBar } from "./ui/sides-bar.tsx";
import { CompareView } from "./ui/view.tsx";

export default async function ComparePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  await connection();
  const params = readParams(await searchParams);
  const problem = await findCompareProblem(params);
  if (problem) return <BadAddress problem={problem} path="/compare" params={params} />;
  const moment = await readMoment();
  if (!moment.ok)
    return <EmptyPage state={moment.error.problem} message={describeProblem(moment.error)} file={inspectFile()} />;
  const lastId = moment.value;
  if (lastId === 0) return <EmptyPage state="waiting" message={null} file={inspectFile()} />;
  const sides = compareParams(params, lastId);
  const start = ask("compareStart", { ...sides, reading: "sample" });
  const isOfRuns = await choosesRuns(params);
  const whole = isOfRuns ? null : ask("compare", { ...sides, reading: "sample" });
  const scope = parseScope(params);
  const { path } = inspectFile();
  return (
    <NameColors ranks={rankCompared(sides)}>
      <Frame
        lastId={lastId}
        rail={<CompareRail params={params} />}
        status={
          <Suspense fallback={<StatusLine items={["A and B"]} path={path} />}>
            <Status start={start} path={path} />
          </Suspense>
        }
      >
        <DataLinks json={`compare.json?${params}`} csv={`compare.csv?${params}`} />
        <h1 className="unseen">Compare</h1>
        {isLimited(scope) && <ScopeBar scope={scope} withoutRun={isOfRuns} />}
        <Suspense fallback={<SkeletonRows count={12} height={32} />}>
          <Comparison start={start} whole={whole} params={params} lastId={lastId} />
        </Suspense>
      </Frame>
    </NameColors>
  );
}

/** The sides say which runs are compared; any other limit needs a line of its own. */
function isLimited(scope: Scope): boolean {
  return limitsSpans(scope) || scope.window !== null;
}

/** The verdicts, where the sides are no runs. */
type Whole = Promise<QueryOutcome<CompareAnswer>> | null;

interface ComparisonProps {
  readonly start: Promise<QueryOutcome<CompareStart>>;
  readonly whole: Whole;
  readonly params: URLSearchParams;
  /** The file's newest span. */
  readonly lastId: number;
}

/** Names and calls come first; verdicts take longer to compute. */
async function Comparison({ start, whole, params, lastId }: ComparisonProps) {
  const outcome = await start;
  if (!outcome.ok) return <AlertStrip message={outcome.message} />;
  const { value } = outcome;
  const compared = { ...compareParams(params, lastId), reading: "sample" as const };
  const asked = params.get("row");
  const row = value.rows.find(({ name }) => name === asked) ?? value.rows[0];
  const first = {
    row: row?.name ?? null,
    spread: row ? ask("compareName", { ...compared, name: row.name }) : null,
    tags: row && whole ? ask("compareTags", { ...compared, name: row.name, where: params.getAll("where") }) : null,
  };
  const limited = isLimited(compared.scope);
  const sides = new URLSearchParams([...params].filter(([key]) => !VIEW_ONLY.includes(key))).toString();
  const properties = ask("compareSides", compared);
  // Of very many spans, the browser asks, and shows how far it is.
  const isAsked = basisOf(value).exact;
  const ofRuns = runsParams(params, lastId);
  const view = whole ? (
    <CompareView key={sides} start={value} {...{ whole, first, properties, lastId }} />
  ) : (
    <RunsView
      key={sides}
      start={value}
      whole={isAsked ? ask("compareRuns", ofRuns) : null}
      tree={isAsked ? ask("compareTree", ofRuns) : null}
      {...{ first, properties, lastId }}
    />
  );
  return (
    <>
      <SidesBar
        answer={value}
        hasOther={comparedPath() !== null}
        // The scope line, if there is one, shows the news.
        news={limited ? null : <NewSpans lastId={lastId} />}
      />
      {(value.by === "runs" || value.by === "files") && (
        <RunChips by={value.by} baseline={value.baseline} candidate={value.candidate} />
      )}
      {value.problem !== null && <AlertStrip message={value.problem} />}
      {value.rows.length === 0 && limited ? <NoMatch scope={compared.scope} /> : view}
    </>
  );
}

/** `1,080 spans`, `960 of the newest 100,000 spans`. */
function describeSpans({ spans, looked, total }: SideSummary): string {
  return looked < total
    ? `${formatCount(spans)} of the newest ${formatCounted(looked, "span")}`
    : formatCounted(spans, "span");
}

/** The part that changes without asking the server. */
const VIEW_ONLY = ["row", "curve", "where", "path", "sort", "hide", "find"];

interface StatusProps {
  readonly start: Promise<QueryOutcome<CompareStart>>;
  readonly path: string;
}

/** Without the file's count: sides may share spans, or be of two files. */
async function Status({ start, path }: StatusProps) {
  const outcome = await start;
  if (!outcome.ok) return <StatusLine items={["A and B"]} path={path} />;
  const { baseline, candidate } = outcome.value;
  const spans = `A ${describeSpans(baseline)}, B ${describeSpans(candidate)}`;
  return <StatusLine items={[spans, formatElapsed(outcome.ms)]} path={path} live={<LiveDot />} />;
}
