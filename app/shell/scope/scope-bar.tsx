/** A view's scope line: the chips, the view's own additions, and on the right a notice of new spans. */
import type { ReactNode } from "react";
import type { Scope } from "../../../lib/model/scope.ts";
import type { ScopeTag } from "../../../lib/queries/scope-tags.ts";
import { isSession } from "../../../lib/queries/sessions.ts";
import { askOnce } from "../../server/ask.ts";
import { ScopeLine } from "../frame.tsx";
import { NewSpans } from "../live/new-spans.tsx";
import { readScopeSummary } from "./data.ts";
import { ScopeChips } from "./scope-chips.tsx";
import type { FilterTag } from "./use-scope.ts";

/** Longer values are asked for when their tag is chosen: the page is not to carry them twice. */
const LONG = 60;

function pickFilterTag({ key, kind, count, values, top }: ScopeTag, exact: boolean): FilterTag {
  return { key, kind, count, values, top: top.filter(({ value }) => value.length <= LONG), exact };
}

interface ScopeBarProps {
  readonly scope: Scope;
  /** Before the chips: the breadcrumbs of a nested page. */
  readonly start?: ReactNode;
  /** Shown on the right while there are no new spans. */
  readonly hint?: ReactNode;
  /** Replaces both, for a view with its own notices. */
  readonly right?: ReactNode;
  /** Without the run's chip, where the view chooses it elsewhere. */
  readonly withoutRun?: boolean;
  /** The view's own chips, after the others. */
  readonly children?: ReactNode;
}

export async function ScopeBar({ scope, start, hint, right, withoutRun = false, children }: ScopeBarProps) {
  const tags = askOnce("scopeTags", { scope: { ...scope, tags: [] }, reading: "sample" }).then((answer) =>
    answer.ok ? answer.value.tags.map((tag) => pickFilterTag(tag, answer.value.basis.exact)) : [],
  );
  const summary = await readScopeSummary(scope);
  const { run = null, chosen = null } = summary ?? {};
  return (
    <ScopeLine right={right ?? <NewSpans lastId={summary?.lastId ?? 0} hint={hint} />}>
      {start}
      <ScopeChips
        withoutRun={withoutRun}
        runText={chosen && (chosen.isNamed ? chosen.label : chosen.text)}
        session={scope.run === "latest" && run && isSession(run) ? run.members.length : null}
        {...(summary && { window: summary.window, zero: summary.zero })}
        tags={tags}
      />
      {children}
    </ScopeLine>
  );
}
