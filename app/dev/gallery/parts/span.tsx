/** One span: its tree, its rank within its name, its tags. */
"use client";

import { Suspense, useState } from "react";
import type { SpanTree } from "../../../../lib/queries/tree.ts";
import { type ShownSpan, SpanProvider } from "../../../span/ui/context.tsx";
import { Minimap, minimapPaths } from "../../../span/ui/minimap.tsx";
import { SpanPanel } from "../../../span/ui/panel.tsx";
import panes from "../../../span/ui/panes.module.css";
import { RankHistogram } from "../../../span/ui/rank-histogram.tsx";
import { findEnds } from "../../../span/ui/rows.ts";
import { Waterfall } from "../../../span/ui/waterfall.tsx";
import { FIT, type Zoom } from "../../../span/ui/zoom.ts";
import { useNameColors } from "../../../ui/name-colors.tsx";
import { Address, Case, nothing, Section } from "../case.tsx";
import { HEAD, ODD_TREE, RANK, RANK_OF_ONE, SHOWN, TREE, TREE_OF_ONE } from "../fixtures/span.ts";

const PART: Zoom = { from: 0.2, to: 0.45 };

export function Span() {
  return (
    <>
      <Section title="Waterfall">
        <Case name="usual" pane={360}>
          <Falls tree={TREE} selected={7} />
        </Case>
        <Case name="zoomed" pane={360}>
          <Falls tree={TREE} selected={7} zoom={PART} />
        </Case>
        <Case name="one" pane={130}>
          <Falls tree={TREE_OF_ONE} selected={1} />
        </Case>
        <Case name="odd" pane={320}>
          <Falls tree={ODD_TREE} selected={3} />
        </Case>
      </Section>
      <Section title="Minimap">
        {[TREE, TREE_OF_ONE, ODD_TREE].map((tree, index) => (
          <Case key={tree.names[0]} name={["usual", "one", "odd"][index] ?? ""} pane={56}>
            <Strip tree={tree} first={index === 0 ? PART : FIT} />
          </Case>
        ))}
      </Section>
      <Section title="Rank">
        <Case name="usual" width={340}>
          <RankHistogram rank={RANK} name="compress" duration={0.411} />
        </Case>
        <Case name="one, of no time" width={340}>
          <RankHistogram rank={RANK_OF_ONE} name="compress" duration={0} />
        </Case>
      </Section>
      <Section title="Panel">
        <Case name="usual" pane={900}>
          <Panel shown={SHOWN} />
        </Case>
        <Case name="failed" pane={500}>
          <Panel shown={FAILED} />
        </Case>
      </Section>
    </>
  );
}

const failure = Promise.resolve({ ok: false as const, code: "SQL_TIMEOUT" as const, message: "Stopped after 60 s." });
const FAILED: ShownSpan = {
  head: {
    ...HEAD,
    id: 8,
    duration: null,
    start: null,
    clock: null,
    offset: null,
    tags: [],
    error: null,
  },
  rank: failure,
  tagRanks: failure,
  inherited: failure,
  problem: "No answer about span 8. Is the dashboard still running?",
};

interface FallsProps {
  readonly tree: SpanTree;
  readonly selected: number;
  readonly zoom?: Zoom;
}

function Falls({ tree, selected, zoom = FIT }: FallsProps) {
  const [id, setId] = useState(selected);
  return <Waterfall tree={tree} zoom={zoom} selectedId={id} onSelect={setId} />;
}

function Strip({ tree, first }: { readonly tree: SpanTree; readonly first: Zoom }) {
  const [zoom, setZoom] = useState(first);
  const paths = minimapPaths(tree, findEnds(tree.rows), useNameColors());
  return <Minimap paths={paths} duration={tree.duration} zoom={zoom} onZoom={setZoom} />;
}

function Panel({ shown }: { readonly shown: ShownSpan }) {
  return (
    <Address search="" path={`/span/${shown.head.id}`}>
      <SpanProvider lastId={0} first={shown}>
        <div className="beside">
          <div className={panes.main} />
          <Suspense>
            <SpanPanel selfOf={() => 0.41} open onOpen={nothing} />
          </Suspense>
        </div>
      </SpanProvider>
    </Address>
  );
}
