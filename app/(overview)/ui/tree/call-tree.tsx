/** The call tree of the scope, the table of its paths, and the callers and callees of the one that is chosen. */
"use client";

import { useMemo, useState } from "react";
import type { CallTree as Tree } from "../../../../lib/analysis/tree/answer.ts";
import type { Scope } from "../../../../lib/model/scope.ts";
import { describeProgress, Progress } from "../../../ui/progress.tsx";
import table from "../../../ui/table/table.module.css";
import { useExact } from "../../../ui/use-exact.ts";
import { useExactFigures } from "../exact.tsx";
import { PathsTable } from "./paths-table.tsx";
import { joinPaths } from "./sandwich.ts";
import { SandwichPane } from "./sandwich-pane.tsx";
import styles from "./tree.module.css";
import { useTreePlace } from "./tree-address.ts";
import { TreeChart } from "./tree-chart.tsx";
import { TreeTitle } from "./tree-title.tsx";

export interface CallTreeProps {
  /** The first answer: of a sample, if there are very many spans. */
  readonly tree: Tree;
  /** The scope up to the moment that the page shows. */
  readonly shown: Scope;
  /** The scope's parameters, for exports. */
  readonly query: string;
}

export function CallTree({ tree: first, shown, query }: CallTreeProps) {
  const figures = useExactFigures();
  // After the overview's figures, which read the spans that this needs.
  const request = { scope: shown, reading: "exact", split: [...first.split] } as const;
  const exact = useExact("callTree", request, figures.self ? first.basis : null, first);
  const tree = useMemo(() => (exact.answer ? { ...exact.answer, tags: first.tags } : first), [exact.answer, first]);
  const [hovered, setHovered] = useState<number | null>(null);
  const [{ view, chosen }, change] = useTreePlace(tree.paths);
  const { paths } = tree;
  const choose = (row: number | null) => change({ chosen: row });
  const name = chosen === null ? undefined : paths[chosen]?.name;
  const joined = useMemo(() => (name === undefined ? null : joinPaths(tree, name)), [tree, name]);
  const shared = { tree, chosen, hovered, onChoose: choose, onHover: setHovered };
  return (
    <>
      <section className={`${table.pane} ${styles.tree}`} aria-labelledby="tree-title">
        <TreeTitle tree={tree} view={view} query={query} />
        {exact.running && <Progress {...describeProgress(exact.progress)} onStop={exact.stop} />}
        {paths.length === 0 ? (
          <p className="notice">No calls in this scope.</p>
        ) : (
          <TreeChart {...shared} view={view} onChange={change} />
        )}
      </section>
      {paths.length > 0 && (
        <div className={`${table.pane} ${styles.below}`}>
          <PathsTable {...shared} first={first} query={query} />
          {joined && <SandwichPane {...shared} joined={joined} onClose={() => choose(null)} />}
        </div>
      )}
    </>
  );
}
