/** The paths of the call tree with their figures, sorted by any of them. */
"use client";

import { useSearchParams } from "next/navigation";
import type { HTMLAttributes } from "react";
import type { CallTree, PathRow } from "../../../../lib/analysis/tree/answer.ts";
import { formatCount } from "../../../../lib/model/format.ts";
import { type ColumnSort, formatSort } from "../../../../lib/model/sort.ts";
import { nameCallers, namePath } from "../../../charts/icicle/path-names.ts";
import { ExportMenu } from "../../../shell/export/export-menu.tsx";
import { About, type Certainty, certaintyOf } from "../../../ui/about.tsx";
import { Duration } from "../../../ui/duration.tsx";
import { NameSwatch, useNameColors } from "../../../ui/name-colors.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { ShareBar, type ShareScale, scaleShares } from "../../../ui/share-bar.tsx";
import { ShownText } from "../../../ui/shown-text.tsx";
import { FIRST_NAMES, useRowPart } from "../../../ui/table/row-part.tsx";
import { SizedTable } from "../../../ui/table/sized-table.tsx";
import { SortHead } from "../../../ui/table/sort-head.tsx";
import table from "../../../ui/table/table.module.css";
import { adjustAddress } from "../../address.ts";
import { shareOf } from "./path-words.ts";
import styles from "./tree.module.css";
import { readPathSort } from "./tree-address.ts";
import type { TreePartProps } from "./tree-chart.tsx";
import { treeQuery } from "./tree-title.tsx";

const COLUMNS = [
  { id: "path", label: "Path", text: true, width: 330 },
  { id: "calls", label: "Calls", width: 72 },
  { id: "total", label: "Total", width: 84 },
  { id: "self", label: "Self", width: 84 },
  { id: "mean", label: "Mean", width: 84 },
  { id: "p95", label: "p95", width: 84 },
  { id: "share", label: "Share", width: 150 },
] as const;

interface PathsTableProps extends TreePartProps {
  /** The first answer, which may have been an estimate. */
  readonly first: CallTree;
  readonly query: string;
}

export function PathsTable({ tree, first, chosen, hovered, onChoose, onHover, query }: PathsTableProps) {
  const params = new URLSearchParams(useSearchParams());
  const sort = readPathSort(params);
  const rows = sortPaths(tree, sort);
  const scale = scaleShares(rows.map((row) => shareOf(tree.paths[row] as PathRow, tree)));
  const part = useRowPart("paths", rows.length, FIRST_NAMES);
  const data = treeQuery(tree, query);
  const sortBy = (column: string) => {
    const desc = sort.column === column ? !sort.desc : column !== "path";
    adjustAddress((next) => next.set("pathsort", formatSort({ column, desc })));
  };
  return (
    <section className={styles.paths} aria-label="Paths">
      <div className="narrow">
        <PaneTitle
          title="Paths"
          summary={`${formatCount(rows.length)}, any figure sorts`}
          actions={<ExportMenu pane="Paths" csv={`overview.csv${data}`} json={`overview.json${data}`} />}
        />
      </div>
      <SizedTable
        id="paths"
        label="Paths"
        place="Paths"
        columns={COLUMNS}
        className={`${table.fills} ${part.className ?? ""}`}
        after={part.more}
      >
        <thead>
          <tr>
            {COLUMNS.map(({ id, label }) => (
              <SortHead
                key={id}
                column={id}
                label={label}
                number={id !== "path" && id !== "share"}
                sorted={sort.column === id && (sort.desc ? "desc" : "asc")}
                onSort={() => sortBy(id)}
              >
                {label}
              </SortHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, part.count).map((row) => (
            <Row
              key={tree.paths[row]?.id}
              {...{ tree, row, scale, sort }}
              certainty={certaintyOf(first.basis, tree.basis)}
              isChosen={row === chosen}
              attributes={{
                "data-hovered": row === hovered ? "" : undefined,
                "data-selected": row === chosen ? "" : undefined,
                onClick: () => onChoose(row),
                onPointerEnter: () => onHover(row),
                onPointerLeave: () => onHover(null),
              }}
            />
          ))}
        </tbody>
      </SizedTable>
    </section>
  );
}

type Attributes = HTMLAttributes<HTMLTableRowElement> & {
  readonly "data-hovered": string | undefined;
  readonly "data-selected": string | undefined;
};

interface RowProps {
  readonly tree: CallTree;
  readonly row: number;
  readonly scale: ShareScale;
  readonly sort: ColumnSort;
  readonly certainty: Certainty;
  readonly isChosen: boolean;
  readonly attributes: Attributes;
}

function Row({ tree, row, scale, sort, certainty, isChosen, attributes }: RowProps) {
  const path = tree.paths[row] as PathRow;
  const { name, label, calls, total, self, p95 } = path;
  const callers = nameCallers(tree.paths, row);
  const color = useNameColors().get(name) ?? 8;
  const classOf = (column: string) => `${table.number} ${sort.column === column ? table.sorted : ""}`;
  const time = (column: string, seconds: number) => (
    <td className={classOf(column)}>
      <About certainty={certainty}>
        <Duration seconds={seconds} />
      </About>
    </td>
  );
  return (
    <tr {...attributes} className={`c${color} ${styles.row}`}>
      <td>
        <button
          type="button"
          className={styles.path}
          aria-pressed={isChosen}
          aria-label={namePath(tree.paths, row)}
          title={namePath(tree.paths, row)}
        >
          <NameSwatch name={name} />
          {callers !== "" && <span className={styles.callers}>{callers} / </span>}
          <span className={styles.own}>
            <ShownText text={name} cut />
          </span>
          {label !== "" && <code> {label}</code>}
        </button>
      </td>
      <td className={classOf("calls")}>
        <About certainty={certainty}>{formatCount(calls)}</About>
      </td>
      {time("total", total)}
      {time("self", self)}
      {time("mean", total / calls)}
      {time("p95", p95 ?? 0)}
      <td className={sort.column === "share" ? table.sorted : undefined}>
        <ShareBar
          className={styles.share}
          share={shareOf(path, tree)}
          self={tree.traced > 0 ? self / tree.traced : 0}
          scale={scale}
          atEnd
        />
      </td>
    </tr>
  );
}

/** Indices of the paths with calls. Equal ones keep the order of the tree. */
function sortPaths(tree: CallTree, { column, desc }: ColumnSort): number[] {
  const { paths } = tree;
  const rows = paths.flatMap(({ calls }, row) => (calls > 0 ? row : []));
  const direction = desc ? -1 : 1;
  if (column === "path") {
    const texts = new Map(rows.map((row) => [row, namePath(paths, row)]));
    return rows.sort((a, b) => direction * ((texts.get(a) ?? "") < (texts.get(b) ?? "") ? -1 : 1));
  }
  const figureOf = (row: number): number => {
    const path = paths[row] as PathRow;
    if (column === "mean") return path.total / path.calls;
    if (column === "share") return path.total;
    return path[column as "calls" | "total" | "self" | "p95"] ?? 0;
  };
  return rows.sort((a, b) => direction * (figureOf(a) - figureOf(b)) || a - b);
}
