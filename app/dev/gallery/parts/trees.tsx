/** Call trees of odd spans, and the callers and callees of a name. */
"use client";

import { useState } from "react";
import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import { joinPaths } from "../../../(overview)/ui/tree/sandwich.ts";
import { SandwichPane } from "../../../(overview)/ui/tree/sandwich-pane.tsx";
import { TreeChart } from "../../../(overview)/ui/tree/tree-chart.tsx";
import { EVERYTHING } from "../../../charts/icicle/layout-bars.ts";
import { NameColors } from "../../../ui/name-colors.tsx";
import { Address, Case, nothing, Section } from "../case.tsx";
import { ODD_TREES, RECURSION } from "../fixtures/trees.ts";

/** Those in which anything calls anything, and the one of the longest names. */
const JOINED = ODD_TREES.filter(({ tree }) => tree.paths.some(({ level, name }) => level > 0 || name.length > 100));

export function Trees() {
  return (
    <>
      <Section title="Call trees">
        {ODD_TREES.map(({ oddity, tree }) => (
          <Case key={oddity} name={oddity} pane="auto">
            <Colored tree={tree}>
              <Chart tree={tree} />
            </Colored>
          </Case>
        ))}
        <Case name="recursion, at once at its end" pane="auto">
          <Colored tree={RECURSION}>
            <Chart tree={RECURSION} />
          </Colored>
        </Case>
      </Section>
      <Section title="Callers and callees">
        {[...JOINED, { oddity: "recursion", tree: RECURSION }].map(({ oddity, tree }) => (
          <Case key={oddity} name={oddity} pane="auto">
            <Colored tree={tree}>
              <Sandwich tree={tree} />
            </Colored>
          </Case>
        ))}
      </Section>
    </>
  );
}

function Colored({ tree, children }: { readonly tree: CallTree; readonly children: React.ReactNode }) {
  return (
    <NameColors ranks={{ of: tree.sql, names: [...new Set(tree.paths.map(({ name }) => name))] }}>
      <Address search="">{children}</Address>
    </NameColors>
  );
}

function Chart({ tree }: { readonly tree: CallTree }) {
  const [place, setPlace] = useState({ view: EVERYTHING, chosen: null as number | null });
  const [hovered, setHovered] = useState<number | null>(null);
  return (
    <TreeChart
      {...place}
      tree={tree}
      hovered={hovered}
      onHover={setHovered}
      onChoose={(chosen) => setPlace({ ...place, chosen })}
      onChange={(change) => setPlace({ ...place, ...change })}
    />
  );
}

/** Of the second path, which has a caller if any has one. */
function Sandwich({ tree }: { readonly tree: CallTree }) {
  const joined = joinPaths(tree, (tree.paths[1] ?? tree.paths[0])?.name ?? "");
  if (!joined) return null;
  const shared = { tree, chosen: null, hovered: null, onChoose: nothing, onHover: nothing };
  return <SandwichPane {...shared} joined={joined} onClose={nothing} />;
}
