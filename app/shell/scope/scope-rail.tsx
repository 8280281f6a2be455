/** The rail of every view: the file and the scope. Slow parts are streamed. */
import { type ReactNode, Suspense } from "react";
import { formatScope, type Scope } from "../../../lib/model/scope.ts";
import { membersOf } from "../../../lib/queries/sessions.ts";
import { askOnce } from "../../server/ask.ts";
import { inspectFile } from "../../server/database.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { DatabaseSection, RailSection } from "../rail/rail-section.tsx";
import { listBars, readScopeSummary, type ScopeSummary } from "./data.ts";
import { ErrorsSection } from "./errors-section.tsx";
import { NamesSection } from "./names-section.tsx";
import { RunSection } from "./run-section.tsx";
import { TagsSection } from "./tags-section.tsx";
import { TimeSection } from "./time-section.tsx";

interface ScopeRailProps {
  readonly scope: Scope;
  /** In place of the run, where the view chooses it elsewhere. */
  readonly run?: ReactNode;
  /** What the view takes from the run. */
  readonly runHint?: string;
  /** What the view chooses elsewhere. */
  readonly without?: readonly ("time" | "errors")[];
}

export async function ScopeRail({ scope, run, runHint, without = [] }: ScopeRailProps) {
  const summary = await readScopeSummary(scope);
  return (
    <>
      <DatabaseSection {...inspectFile()} />
      {run ?? (summary && <Run summary={summary} hint={runHint} />)}
      {!without.includes("time") && (
        <Part
          title="Time in the run"
          rows={1}
          scope={{ ...scope, from: null, to: null, names: [], tags: [], error: null }}
          of={Strip}
        />
      )}
      <Part title="Span names" rows={5} scope={{ ...scope, names: [] }} of={Names} />
      {!without.includes("errors") && (
        <Suspense key={`errors ${formatScope({ ...scope, error: null })}`}>
          <Errors scope={{ ...scope, error: null }} />
        </Suspense>
      )}
      <Part title="Tags" rows={5} scope={{ ...scope, tags: [] }} of={Tags} />
    </>
  );
}

function Run({ summary, hint }: { readonly summary: ScopeSummary; readonly hint: string | undefined }) {
  const { groups, run, chosen, runCount, fromGaps } = summary;
  const ids = run && new Set(membersOf(run).map(({ id }) => id));
  const bars = listBars(groups, (group) => (!ids || membersOf(group).some(({ id }) => ids.has(id)) ? "chosen" : null));
  return <RunSection {...{ chosen, bars, runCount, fromGaps, hint }} />;
}

interface PartProps {
  readonly title: string;
  readonly rows: number;
  /** Exactly what this part depends on: other changes must not empty it. */
  readonly scope: Scope;
  readonly of: (props: { readonly scope: Scope }) => Promise<ReactNode>;
}

function Part({ title, rows, scope, of: Content }: PartProps) {
  const waiting = (
    <RailSection title={title}>
      <SkeletonRows count={rows} height={24} />
    </RailSection>
  );
  return (
    <Suspense key={String(formatScope(scope))} fallback={waiting}>
      <Content scope={scope} />
    </Suspense>
  );
}

async function Strip({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("scopeStrip", { scope, reading: "sample" });
  return answer.ok ? <TimeSection {...answer.value} /> : <Failed title="Time in the run" message={answer.message} />;
}

async function Names({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("scopeNames", { scope, reading: "sample" });
  return answer.ok ? <NamesSection {...answer.value} /> : <Failed title="Span names" message={answer.message} />;
}

/** Without a placeholder: most files have no errors, hence no such section. */
async function Errors({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("scopeErrors", { scope });
  return answer.ok ? <ErrorsSection {...answer.value} /> : <Failed title="Errors" message={answer.message} />;
}

async function Tags({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("scopeTags", { scope, reading: "sample" });
  return answer.ok ? <TagsSection {...answer.value} /> : <Failed title="Tags" message={answer.message} />;
}

function Failed({ title, message }: { readonly title: string; readonly message: string }) {
  return (
    <RailSection title={title}>
      <p>{message}</p>
    </RailSection>
  );
}
