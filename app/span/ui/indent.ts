/** How far rows of a tree are set in. Pure. */

/** Pixels, of a column of 204: the rest is for the name. */
const ROOM = 48;
const WIDEST = 16;
/** Less is not seen as a step. */
const NARROWEST = 6;

/** Pixels. The deeper the tree, the smaller its steps; levels beyond the room stand below each other. */
export function indentOf(level: number, levels: number): number {
  const step = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(ROOM / Math.max(1, levels - 1))));
  return Math.min(level * step, ROOM);
}

/** Whether a row is set in no further than the one above it: its level is then written out. */
export function isFlat(level: number, levels: number): boolean {
  return level > 0 && indentOf(level, levels) === indentOf(level - 1, levels);
}
