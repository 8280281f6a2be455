/** Where the bars of an icicle lie: callers above what they call, widths are times, and narrow siblings are one bar. */

/** A bar to draw; rows come in the order of a walk, siblings from the largest on. */
export interface IcicleRow {
  /** The index of its caller; -1 for none. */
  readonly parent: number;
  readonly level: number;
  /** All in the same unit. */
  readonly total: number;
  readonly self: number;
  /** What it needs beside its siblings; never less than what is below it. */
  readonly room: number;
  /** How many below it are not among the rows, at any depth. */
  readonly hidden: number;
  /** Of these, the ones directly below. */
  readonly cut: CutRows;
}

export interface CutRows {
  readonly paths: number;
  readonly room: number;
}

export interface IcicleData {
  readonly rows: readonly IcicleRow[];
  /** Those without a caller that are not among the rows. */
  readonly cut: CutRows;
}

/** What fills the width: everything, a row with all below it, or what follows among the children of either. */
export interface IcicleView {
  /** -1 for everything. */
  readonly row: number;
  /** The first of its children to show, in place of itself; null for itself and all of them. */
  readonly from: number | null;
}

export const EVERYTHING: IcicleView = { row: -1, from: null };

/** Pixels from the left; levels from the top of the view. */
export interface RowBar {
  readonly kind: "row";
  readonly row: number;
  readonly level: number;
  readonly x: number;
  readonly width: number;
  /** Of the width: time in children, from the left, and its own, at the right end. Between them, what ran at once. */
  readonly inside: number;
  readonly self: number;
  /** How many below it are not drawn, in the rows or not. */
  readonly below: number;
}

/** Two or more siblings that are too narrow to be bars. */
export interface FoldBar {
  readonly kind: "fold";
  readonly row: number;
  /** The first of its row's children that it stands for; null if none of them is among the rows. */
  readonly from: number | null;
  readonly count: number;
  readonly level: number;
  readonly x: number;
  readonly width: number;
}

export type IcicleBar = RowBar | FoldBar;

export interface IcicleLayout {
  /** From top to bottom, and from left to right in each level. */
  readonly bars: readonly IcicleBar[];
  readonly levels: number;
  /** What the whole width stands for. */
  readonly extent: number;
}

/** Narrower siblings are folded, and nothing is drawn below a bar that is narrower. */
const MIN_WIDTH = 14;

export function layoutBars(data: IcicleData, view: IcicleView, width: number): IcicleLayout {
  const children = listChildren(data.rows);
  const cutOf = (row: number) => (row < 0 ? data.cut : (data.rows[row] as IcicleRow).cut);
  const top = view.row >= 0 && view.from === null ? [view.row] : (children.get(view.row) ?? []).slice(view.from ?? 0);
  const topCut = view.row >= 0 && view.from === null ? { paths: 0, room: 0 } : cutOf(view.row);
  const extent = top.reduce((sum, row) => sum + (data.rows[row] as IcicleRow).room, topCut.room);
  const scale = extent > 0 ? width / extent : 0;
  const bars: IcicleBar[] = [];
  let level: Siblings[] = [{ row: view.row, first: view.from ?? 0, list: top, cut: topCut, x: 0 }];
  let depth = 0;
  for (; level.length > 0 && scale > 0; depth++) {
    const next: Siblings[] = [];
    for (const siblings of level)
      for (const bar of layoutSiblings(data, siblings, { scale, level: depth, children })) {
        bars.push(bar);
        if (bar.kind === "fold" || bar.width < MIN_WIDTH) continue;
        const list = children.get(bar.row) ?? [];
        const cut = cutOf(bar.row);
        if (list.length > 0 || cut.paths > 0) next.push({ row: bar.row, first: 0, list, cut, x: bar.x });
      }
    level = next;
  }
  return { bars, levels: bars.length === 0 ? 0 : depth, extent };
}

interface Siblings {
  /** Their caller. */
  readonly row: number;
  /** The index of the first one among its children. */
  readonly first: number;
  readonly list: readonly number[];
  readonly cut: CutRows;
  readonly x: number;
}

interface Scale {
  /** Pixels a unit. */
  readonly scale: number;
  readonly level: number;
  readonly children: ReadonlyMap<number, readonly number[]>;
}

function layoutSiblings({ rows }: IcicleData, siblings: Siblings, { scale, level, children }: Scale): IcicleBar[] {
  const { list, cut, row: parent, first } = siblings;
  const widthOf = (row: number) => (rows[row] as IcicleRow).room * scale;
  const narrow = list.findIndex((row) => widthOf(row) < MIN_WIDTH);
  const wide = narrow < 0 ? list.length : narrow;
  const count = list.length - wide + cut.paths;
  // A single one keeps its width.
  const drawn = count === 1 ? list.length : wide;
  let { x } = siblings;
  const bars: IcicleBar[] = list.slice(0, drawn).map((row) => {
    const { room, total, self } = rows[row] as IcicleRow;
    const bar = layoutRow({ x, width: room * scale, inside: (total - self) * scale, self: self * scale });
    const isCovered = bar.width < MIN_WIDTH;
    const below = isCovered ? countBelow(rows, children, row) : 0;
    x += room * scale;
    return { kind: "row", row, level, below, ...bar };
  });
  if (drawn < list.length || cut.paths > 0) {
    const rest = list.slice(drawn).reduce((sum, row) => sum + widthOf(row), cut.room * scale);
    const from = drawn < list.length ? first + drawn : null;
    bars.push({ kind: "fold", row: parent, from, count: list.length - drawn + cut.paths, level, x, width: rest });
  }
  return bars;
}

/** Nothing is thinner than a pixel, and no part is wider than the whole. */
function layoutRow(bar: Pick<RowBar, "x" | "width" | "inside" | "self">): typeof bar {
  const width = Math.max(1, bar.width);
  const self = Math.min(width, Math.max(0, bar.self));
  return { x: bar.x, width, self, inside: Math.min(width - self, Math.max(0, bar.inside)) };
}

function countBelow(rows: readonly IcicleRow[], children: Scale["children"], row: number): number {
  let count = (rows[row] as IcicleRow).hidden;
  const stack = [...(children.get(row) ?? [])];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    count++;
    stack.push(...(children.get(next) ?? []));
  }
  return count;
}

/** The rows directly below each, in order; those without a caller below -1. */
export function listChildren(rows: readonly Pick<IcicleRow, "parent">[]): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const [row, { parent }] of rows.entries()) {
    const own = children.get(parent);
    if (own) own.push(row);
    else children.set(parent, [row]);
  }
  return children;
}

/** A row's callers, the outermost first. */
export function listCallers(rows: readonly Pick<IcicleRow, "parent">[], row: number): number[] {
  const callers: number[] = [];
  for (let at = rows[row]?.parent ?? -1; at >= 0; at = rows[at]?.parent ?? -1) callers.push(at);
  return callers.reverse();
}

/** The view one level out. */
export function leaveView({ rows }: IcicleData, { row, from }: IcicleView): IcicleView {
  return from !== null ? { row, from: null } : { row: rows[row]?.parent ?? -1, from: null };
}
