/** The title of the call tree: what it shows of how much, what it is split by, and its SQL and exports. */
"use client";

import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import { formatDurationText, formatShare } from "../../../../lib/model/format.ts";
import type { IcicleView } from "../../../charts/icicle/layout-bars.ts";
import { namePath } from "../../../charts/icicle/path-names.ts";
import { saveSvg } from "../../../charts/ui/save-picture.ts";
import { ExportMenu } from "../../../shell/export/export-menu.tsx";
import { SqlButton } from "../../../shell/sql/sql-button.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { setAll } from "../../address.ts";
import { ChartChoice } from "../chart-choice.tsx";
import { describeTree, shareOf } from "./path-words.ts";
import { SplitChoice } from "./split-choice.tsx";
import styles from "./tree.module.css";

interface TreeTitleProps {
  readonly tree: CallTree;
  readonly view: IcicleView;
  readonly query: string;
}

/** The parameters of the data endpoints with the same tree. */
export function treeQuery({ split }: CallTree, query: string): string {
  const params = new URLSearchParams(query);
  params.set("chart", "tree");
  setAll(params, "split", split.length === 0 ? [""] : split);
  return `?${params}`;
}

export function TreeTitle({ tree, view, query }: TreeTitleProps) {
  const data = treeQuery(tree, query);
  return (
    <PaneTitle
      id="tree-title"
      title="Call tree"
      summary={<Summary tree={tree} view={view} />}
      actions={
        <>
          <span className="wide">
            <SplitChoice tree={tree} />
          </span>
          <ChartChoice chart="tree" />
          <SqlButton sql={tree.sql} pane="Call tree" />
          <ExportMenu
            pane="Call tree"
            csv={`overview.csv${data}`}
            json={`overview.json${data}`}
            svg={() => saveTree()}
            folded={`export?format=folded${query === "" ? "" : `&${query}`}`}
            spans={`?${query}`}
          />
        </>
      }
    />
  );
}

export const DRAWING = "call-tree-drawing";

function saveTree(): void {
  const drawing = document.getElementById(DRAWING);
  if (drawing instanceof SVGSVGElement) saveSvg(drawing, "spantom-call-tree.svg");
}

function Summary({ tree, view }: Omit<TreeTitleProps, "query">) {
  const path = tree.paths[view.row];
  const about = tree.basis.exact ? "" : "≈ ";
  return (
    <>
      {path
        ? `of ${namePath(tree.paths, view.row)}, ${about}${formatDurationText(path.total)}, ${formatShare(shareOf(path, tree))} of all time`
        : describeTree(tree)}
      , width: total, <i className={styles.solid} aria-hidden="true" /> self{" "}
      <i className={styles.pale} aria-hidden="true" /> in children
    </>
  );
}
