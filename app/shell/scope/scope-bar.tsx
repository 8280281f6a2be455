/** The scope line of a view: the chips with what they need to know, then what the view adds, and what has come on the right. */
import type { ReactNode } from "react";
import type { Scope } from "../../../lib/model/scope.ts";
import { askOnce } from "../../server/ask.ts";
import { ScopeLine } from "../frame.tsx";
import { NewSpans } from "../live/new-spans.tsx";
import { readScopeFacts, readSlots } from "./data.ts";
import { ScopeChips } from "./scope-chips.tsx";

interface ScopeBarProps {
  readonly scope: Scope;
  /** Before the chips: the way to a page that lies deeper. */
  readonly start?: ReactNode;
  /** Said on the right as long as no new spans have come. */
  readonly hint?: ReactNode;
  /** Instead of both, where a view has news of its own. */
  readonly right?: ReactNode;
  /** Chips of the view's own, after the others. */
  readonly children?: ReactNode;
}

export async function ScopeBar({ scope, start, hint, right, children }: ScopeBarProps) {
  const tags = askOnce("scopeTags", { scope: { ...scope, tags: [] } }).then((answer) =>
    answer.ok ? answer.value.tags.map(({ key, top }) => ({ key, top: top.map(({ value }) => ({ value })) })) : [],
  );
  const facts = await readScopeFacts(scope);
  const colorIndexes = await readSlots(scope.names);
  return (
    <ScopeLine right={right ?? <NewSpans lastId={facts?.lastId ?? 0} hint={hint} />}>
      {start}
      <ScopeChips
        runText={facts?.runs.find(({ id }) => id === scope.run)?.text ?? null}
        {...(facts && { window: facts.window })}
        colorIndexes={colorIndexes}
        tags={tags}
      />
      {children}
    </ScopeLine>
  );
}
