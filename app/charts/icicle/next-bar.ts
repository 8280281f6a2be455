/** Where an arrow key leads in an icicle: to a sibling, to the caller, or to what takes most of a bar's time. */
import type { IcicleBar, IcicleLayout, IcicleRow } from "./layout-bars.ts";

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] as const;
type Arrow = (typeof ARROWS)[number];

export function isArrow(key: string): key is Arrow {
  return (ARROWS as readonly string[]).includes(key);
}

/** @param current null for none: then any arrow leads to the first bar */
export function findNext(
  { bars }: IcicleLayout,
  rows: readonly Pick<IcicleRow, "parent">[],
  current: IcicleBar | null,
  arrow: Arrow,
): IcicleBar | undefined {
  if (!current) return bars[0];
  const callerOf = (bar: IcicleBar) => (bar.kind === "fold" ? bar.row : (rows[bar.row]?.parent ?? -1));
  if (arrow === "ArrowUp") return bars.find((bar) => bar.kind === "row" && bar.row === callerOf(current));
  // The first child is the one with most room.
  if (arrow === "ArrowDown")
    return current.kind === "fold"
      ? undefined
      : bars.find((bar) => bar.level === current.level + 1 && callerOf(bar) === current.row);
  const siblings = bars.filter((bar) => bar.level === current.level && callerOf(bar) === callerOf(current));
  return siblings[siblings.indexOf(current) + (arrow === "ArrowRight" ? 1 : -1)];
}
