/** What changed most: the paths of both sides, by how much self time they gained or lost. */
"use client";

import { describeAbsentSide, formatShortChange } from "../../../../lib/analysis/compare/run-words.ts";
import type { ComparedPath, PathChange } from "../../../../lib/analysis/tree/compared-paths.ts";
import { formatCounted } from "../../../../lib/model/format.ts";
import { namePath } from "../../../charts/icicle/path-names.ts";
import { Swatch } from "../../../ui/chip.tsx";
import { useNameColor } from "../../../ui/name-colors.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { ShownText } from "../../../ui/shown-text.tsx";
import { SizedTable } from "../../../ui/table/sized-table.tsx";
import { Head } from "../../../ui/table/sort-head.tsx";
import table from "../../../ui/table/table.module.css";
import { Marked, Signed } from "../shared-cells.tsx";
import cells from "../table.module.css";
import styles from "./diff.module.css";
import type { DiffPartProps } from "./diff-tree.tsx";
import { describeChanged, listChanged } from "./diff-words.ts";

const MAX_ROWS = 12;

export function ChangedPane({ tree, each, chosen, onChoose, onHover }: DiffPartProps) {
  const all = listChanged(tree);
  const rows = all.slice(0, MAX_ROWS);
  return (
    <section aria-labelledby="compare-changed">
      <PaneTitle
        id="compare-changed"
        title="What changed most"
        summary={[each.trim(), all.length > rows.length ? `${rows.length} of ${formatCounted(all.length, "path")}` : ""]
          .filter(Boolean)
          .join(", ")}
      />
      {rows.length > 0 && (
        <SizedTable
          id="changed"
          label="What changed most"
          columns={[
            { id: "path", text: true, width: 220 },
            { id: "change", text: true, width: 170 },
            { id: "by", width: 90 },
          ]}
          className={`${table.charts} ${cells.table}`}
          scrollClassName={styles.changed}
        >
          <thead>
            <tr>
              <Head column="path" label="Path">
                Path
              </Head>
              <Head column="change" label="Change">
                Change
              </Head>
              <Head column="by" label="B − A" number sorted="desc">
                B − A ↓
              </Head>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ path, row, by }) => (
              <tr
                key={path.id}
                data-selected={row === chosen || undefined}
                onClick={() => onChoose(row === chosen ? null : row)}
                onPointerEnter={() => onHover(row)}
                onPointerLeave={() => onHover(null)}
              >
                <th scope="row">
                  <PathName path={path} title={namePath(tree.paths, row)} pressed={row === chosen} />
                </th>
                {/* What is known of a path is known of all its time. */}
                <td>{path.compared && path.isLeaf && <ChangeOf compared={path.compared} />}</td>
                <td className={`${table.number} ${table.sorted}`}>
                  <Signed seconds={by} />
                </td>
              </tr>
            ))}
          </tbody>
        </SizedTable>
      )}
      <p className={styles.sentence}>{describeChanged(tree, tree.covered)}</p>
    </section>
  );
}

interface PathNameProps {
  readonly path: ComparedPath;
  readonly title: string;
  readonly pressed: boolean;
}

function PathName({ path, title, pressed }: PathNameProps) {
  const colorIndex = useNameColor(path.name);
  return (
    <button type="button" className={`${table.name} c${colorIndex}`} aria-pressed={pressed} title={title}>
      <Swatch colorIndex={colorIndex} />
      <span className={styles.path}>
        <ShownText text={path.name} cut />
        {path.label !== "" && <span className={styles.tag}>{path.label}</span>}
        {!path.isLeaf && <span className={styles.tag}>self time</span>}
      </span>
    </button>
  );
}

function ChangeOf({ compared }: { readonly compared: PathChange }) {
  const absent = describeAbsentSide(compared);
  return (
    <Marked as={compared.verdict}>
      {absent ?? `${formatShortChange(compared)}${compared.measure === "call" ? " per call" : ""}`}
    </Marked>
  );
}
