/** One span in the waterfall. */

import type { ReactNode } from "react";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import { isUnfinished } from "../../../lib/model/error-filter.ts";
import {
  formatCount,
  formatCounted,
  formatDurationText,
  formatRawSeconds,
  formatStart,
  MISSING,
  needsDates,
} from "../../../lib/model/format.ts";
import { exactNumber } from "../../../lib/model/kinds.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";
import { Swatch } from "../../ui/chip.tsx";
import { Duration } from "../../ui/duration.tsx";
import { ErrorMark } from "../../ui/error-mark.tsx";
import { ChevronIcon } from "../../ui/icons.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./waterfall.module.css";

interface WaterfallRowProps {
  readonly tree: SpanTree;
  readonly row: number;
  /** Its index among the visible rows. */
  readonly at: number;
  /** Spacer for the preceding rows, which are not rendered. */
  readonly gap: ReactNode;
  readonly colorIndex: ColorIndex;
  /** The visible time range, seconds. */
  readonly low: number;
  readonly high: number;
  readonly parent: boolean;
  readonly open: boolean;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly onSelect: (id: number) => void;
  readonly onToggle: (row: number, open: boolean) => void;
}

export function WaterfallRow(props: WaterfallRowProps) {
  const { tree, row, at, gap, colorIndex, parent, open, selected, tabbable, onSelect, onToggle } = props;
  const { rows, names, failed } = tree;
  const id = rows.ids[row] ?? 0;
  const exact = names[rows.names[row] ?? 0];
  const name = formatText(exact);
  const level = rows.levels[row] ?? 0;
  const label = rows.labels[row];
  const error = failed[row];
  return (
    <>
      {gap}
      <tr
        data-at={at}
        data-id={id}
        className={styles.row}
        tabIndex={tabbable ? 0 : -1}
        aria-rowindex={at + 2}
        aria-level={level + 1}
        aria-expanded={parent ? open : undefined}
        aria-selected={selected}
        onClick={() => onSelect(id)}
      >
        <th scope="row" style={{ paddingLeft: 16 + indentOf(level, tree.levels) }}>
          <span className={styles.name}>
            {parent ? (
              <button
                type="button"
                tabIndex={-1}
                className={styles.chevron}
                aria-label={`${open ? "Collapse" : "Expand"} ${name}`}
                data-open={open || undefined}
                onClick={(event) => {
                  event.stopPropagation();
                  onToggle(row, !open);
                }}
              >
                <ChevronIcon size={12} />
              </button>
            ) : (
              <i className={styles.noChevron} />
            )}
            <Swatch colorIndex={colorIndex} />
            {isFlat(level, tree.levels) && (
              <span className={styles.depth} title={`${formatCounted(level, "level")} below the root`}>
                {formatCount(level)}
              </span>
            )}
            <span className={styles.words} title={label ? `${name} ${formatText(label)}` : name}>
              <b>
                <ShownText text={exact} cut />
              </b>
              {error !== undefined && (
                <span className={styles.failed}>
                  <ErrorMark type={error} />
                </span>
              )}
              {label && (
                <span className="mono" data-number={exactNumber(label) !== undefined || undefined}>
                  <ShownText text={label} cut="mono" />
                </span>
              )}
            </span>
          </span>
        </th>
        <td className={styles.self}>
          <Duration seconds={rows.selfs[row] ?? 0} />
        </td>
        <td className={styles.time}>
          <Bar {...props} />
        </td>
      </tr>
    </>
  );
}

function Bar({ tree, row, colorIndex, low, high, parent, selected }: WaterfallRowProps) {
  const { starts, durations } = tree.rows;
  const start = starts[row] ?? 0;
  const duration = durations[row] ?? null;
  const open = isUnfinished(tree.failed[row] ?? "");
  const share = (seconds: number) => (seconds - low) / (high - low || 1);
  const stop = start + Math.max(0, duration ?? 0);
  const left = Math.max(0, share(start));
  const right = Math.min(1, share(stop));
  // A span outside the range is not drawn, but its duration stays available to screen readers.
  const outside = share(stop) < 0 || share(start) > 1;
  const text = duration === null ? MISSING : formatDurationText(duration);
  const length = duration === null ? "no duration" : formatRawSeconds(duration);
  const title = `${formatStart(start, tree.start === null ? null : { origin: tree.start, dated: needsDates(0, tree.duration) })}, ${length}${open ? ", until the program ended" : ""}`;
  if (outside) return <span className="unseen">{text}</span>;
  return (
    <span className={`${styles.lane} c${colorIndex}`} title={title}>
      <i
        data-open={open ? "" : undefined}
        className={`${styles.bar} ${parent ? styles.faint : ""} ${selected ? styles.chosen : ""}`}
        style={{ left: percent(left), width: percent(Math.max(0, right - left)) }}
      />
      <span className={styles.figure} style={{ left: percent(Math.max(left, right)) }}>
        {text}
      </span>
    </span>
  );
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

/** Maximum indent, pixels, in a column of 204; the rest is for the name. */
const MAX_INDENT = 48;
const MAX_STEP = 16;
/** A smaller step would not be visible. */
const MIN_STEP = 6;

/** Indent, pixels. Deeper trees get smaller steps; levels that do not fit share the last one. */
export function indentOf(level: number, levels: number): number {
  const step = Math.max(MIN_STEP, Math.min(MAX_STEP, Math.floor(MAX_INDENT / Math.max(1, levels - 1))));
  return Math.min(level * step, MAX_INDENT);
}

/** Whether a row is indented no further than its parent, so that its level must be written out. */
export function isFlat(level: number, levels: number): boolean {
  return level > 0 && indentOf(level, levels) === indentOf(level - 1, levels);
}
