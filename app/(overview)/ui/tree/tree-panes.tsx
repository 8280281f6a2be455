/** The call tree in place of the heat map, and its paths in place of the newest spans. */
import { Suspense } from "react";
import { formatScope, type Scope } from "../../../../lib/model/scope.ts";
import { askOnce } from "../../../server/ask.ts";
import { AlertStrip } from "../../../ui/alert-strip.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { SkeletonRows } from "../../../ui/skeleton.tsx";
import table from "../../../ui/table/table.module.css";
import { ChartChoice } from "../chart-choice.tsx";
import { TreeView } from "./tree-view.tsx";

interface TreePanesProps {
  readonly scope: Scope;
  /** The same up to the moment that the page shows. */
  readonly shown: Scope;
  /** Tags to split by; undefined for those that tell siblings apart. */
  readonly split: readonly string[] | undefined;
}

export function TreePanes(props: TreePanesProps) {
  return (
    <Suspense
      fallback={
        <section className={table.pane} aria-labelledby="tree-title">
          <PaneTitle id="tree-title" title="Call tree" actions={<ChartChoice chart="tree" />} />
          <SkeletonRows count={8} />
        </section>
      }
    >
      <Found {...props} />
    </Suspense>
  );
}

async function Found({ scope, shown, split }: TreePanesProps) {
  const answer = await askOnce("callTree", { scope, reading: "sample", ...(split && { split }) });
  if (answer.ok) return <TreeView tree={answer.value} shown={shown} query={String(formatScope(scope))} />;
  return (
    <section className={table.pane} aria-labelledby="tree-title">
      <PaneTitle id="tree-title" title="Call tree" actions={<ChartChoice chart="tree" />} />
      <AlertStrip message={answer.message} />
    </section>
  );
}
