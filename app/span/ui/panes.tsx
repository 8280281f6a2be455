/** A span's tree and the span itself, side by side. */
"use client";

import { useRouter } from "next/navigation";
import { Suspense, use, useEffect, useMemo, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { SOURCE_WORDS } from "../../../lib/model/run.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { treeNamesSql, treeSql } from "../../../lib/queries/sql/shown-sql.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { Button } from "../../ui/button.tsx";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { useNameColors } from "../../ui/name-colors.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import { exploreHref, hrefWith, spanHref } from "../address.ts";
import { type TreeOutcome, useSpan } from "./context.tsx";
import { leaveSpan } from "./leave-span.ts";
import { Minimap, minimapPaths } from "./minimap.tsx";
import { SpanPanel } from "./panel.tsx";
import styles from "./panes.module.css";
import { findEnds } from "./rows.ts";
import { SelfShares, SHARE_COLUMNS } from "./self-shares.tsx";
import { Waterfall } from "./waterfall.tsx";
import { FIT, formatZoom, parseZoom, type Zoom } from "./zoom.ts";

export function SpanPanes({ tree }: { readonly tree: Promise<TreeOutcome> }) {
  const { id, select, shownSpan, params } = useSpan();
  const [selfs, setSelfs] = useState<ReadonlyMap<number, number>>(new Map());
  const [open, setOpen] = useState(true);
  const router = useRouter();
  useKey("Escape", "Back to where the span was opened", () =>
    leaveSpan(() => void shownSpan.then(({ head }) => router.push(exploreHref(head.name, params)))),
  );
  const choose = (id: number) => {
    select(id);
    setOpen(true);
  };
  return (
    <div className="beside">
      <h1 className="unseen">Span {id}</h1>
      <div className={styles.main}>
        <Suspense fallback={<Waiting />}>
          <TreePanes outcome={tree} onSelfs={setSelfs} onSelect={choose} />
        </Suspense>
      </div>
      <SpanPanel selfOf={(id) => selfs.get(id)} open={open} onOpen={setOpen} />
    </div>
  );
}

function Waiting() {
  return (
    <section className={table.pane} aria-label="Waterfall">
      <PaneTitle title="Tree" />
      <SkeletonRows count={8} height={26} />
    </section>
  );
}

interface TreePanesProps {
  readonly outcome: Promise<TreeOutcome>;
  readonly onSelfs: (selfs: ReadonlyMap<number, number>) => void;
  readonly onSelect: (id: number) => void;
}

function TreePanes({ outcome, onSelfs, onSelect }: TreePanesProps) {
  const answer = use(outcome);
  const { holdTree } = useSpan();
  const tree = answer.ok ? answer.value : null;
  useEffect(() => {
    if (!tree) return;
    holdTree(new Set(tree.rows.ids));
    onSelfs(new Map(tree.rows.ids.map((id, row) => [id, tree.rows.selfs[row] ?? 0])));
  }, [tree, holdTree, onSelfs]);
  if (!answer.ok) return <AlertStrip message={answer.message} detail="The tree of this span is not there." />;
  return tree && <Tree tree={tree} onSelect={onSelect} />;
}

/** The zoom is in the address, except while a handle is being dragged. */
function useZoom(): [Zoom, (zoom: Zoom, done: boolean) => void] {
  const { params } = useSpan();
  const [dragged, setDragged] = useState<Zoom | null>(null);
  const kept = useMemo(() => parseZoom(params.get("zoom")), [params]);
  const change = (zoom: Zoom, done: boolean) => {
    setDragged(done ? null : zoom);
    if (!done) return;
    const text = formatZoom(zoom);
    window.history.replaceState(null, "", hrefWith("zoom", text ? [text] : [], params));
  };
  return [dragged ?? kept, change];
}

function Tree({ tree, onSelect }: { readonly tree: SpanTree; readonly onSelect: (id: number) => void }) {
  const { id, params } = useSpan();
  const hidden = params.getAll("hide");
  const [zoom, setZoom] = useZoom();
  const colors = useNameColors();
  const paths = useMemo(() => minimapPaths(tree, findEnds(tree.rows), colors), [tree, colors]);
  const fit = () => setZoom(FIT, true);
  useKey("f", "Fit the tree", fit);
  const root = formatText(tree.names[tree.rows.names[0] ?? 0]);
  return (
    <>
      <section className={styles.tree} aria-labelledby="tree-title">
        <PaneTitle
          id="tree-title"
          named={root}
          summary={<TreeSummary tree={tree} />}
          actions={
            <>
              <Button look="ghost" small onClick={fit}>
                Fit <kbd>f</kbd>
              </Button>
              <SqlButton sql={treeSql(tree)} pane="the tree" />
              <ExportMenu pane="this span and its tree" json={`${spanHref(id, "")}.json`} />
            </>
          }
        />
        <Minimap paths={paths} duration={tree.duration} zoom={zoom} onZoom={setZoom} />
        <Waterfall tree={tree} zoom={zoom} selectedId={id} onSelect={onSelect} />
      </section>
      <section className={`${table.pane} ${styles.shares}`} aria-labelledby="shares-title">
        <PaneTitle
          id="shares-title"
          title="Self time by name"
          summary={describeNames(tree)}
          actions={
            <>
              <SqlButton sql={treeNamesSql(tree)} pane="Self time by name" />
              <ColumnsMenu
                name="Columns of Self time by name"
                table="shares"
                columns={SHARE_COLUMNS}
                hidden={hidden}
                onChange={(next) => window.history.replaceState(null, "", hrefWith("hide", next, params))}
              />
            </>
          }
        />
        <SelfShares tree={tree} hidden={hidden} />
      </section>
    </>
  );
}

function describeNames({ nameCount, shares }: SpanTree): string {
  if (shares.length === nameCount) return "in this tree";
  return `in this tree, the first ${formatCount(shares.length)} of ${formatCount(nameCount)} names`;
}

function TreeSummary({ tree }: { readonly tree: SpanTree }) {
  const { count, levels, rootLabel, rows, source } = tree;
  const shown = rows.ids.length;
  const parts = [formatCounted(count, "span"), formatCounted(levels, "level"), SOURCE_WORDS[source]];
  if (shown < count) parts.splice(1, 0, `${formatCount(shown)} shown, those near this one and the upper levels`);
  return (
    <>
      {rootLabel && (
        <span className={`${styles.label} mono`}>
          <ShownText text={rootLabel.value} cut="mono" />
        </span>
      )}
      {parts.join(", ")}
    </>
  );
}
