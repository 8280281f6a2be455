/** Where the blocks of callers and callees lie beside the chosen name: heights are times. */

export interface Block<Part> {
  readonly part: Part;
  /** Pixels from the top. */
  readonly y: number;
  readonly height: number;
  /** Where its flow meets the block in the middle. */
  readonly at: number;
}

export interface SandwichLayout<Part> {
  readonly callers: readonly Block<Part>[];
  readonly callees: readonly Block<Part>[];
  /** The block in the middle. */
  readonly y: number;
  readonly height: number;
  /** Of the drawing. */
  readonly whole: number;
}

/** Thinner blocks could not be seen. */
const MIN_HEIGHT = 18;
/** From the middle of a block to that of the next: two lines of text are beside each. */
const PITCH = 38;
const GAP = 6;

interface Timed {
  readonly seconds: number;
}

/** @param height of the longer side, if all of it is in proportion */
export function layoutSandwich<Part extends Timed>(
  callers: readonly Part[],
  callees: readonly Part[],
  height: number,
): SandwichLayout<Part> {
  const sum = (parts: readonly Part[]) => parts.reduce((all, { seconds }) => all + seconds, 0);
  const longest = Math.max(sum(callers), sum(callees));
  const heightOf = ({ seconds }: Part) => Math.max(MIN_HEIGHT, longest > 0 ? (height * seconds) / longest : 0);
  const place = (parts: readonly Part[]) => {
    let at = 0;
    const blocks: Block<Part>[] = [];
    for (const part of parts) {
      const own = heightOf(part);
      const above = blocks.at(-1);
      const y = above ? above.y + above.height / 2 + Math.max((above.height + own) / 2 + GAP, PITCH) - own / 2 : 0;
      blocks.push({ part, y, height: own, at });
      at += own;
    }
    const last = blocks.at(-1);
    return { blocks, whole: last ? Math.max(last.y + last.height, last.y + (last.height + PITCH) / 2) : 0, flow: at };
  };
  const [left, right] = [place(callers), place(callees)];
  const middle = Math.max(left.flow, right.flow, 4 * MIN_HEIGHT);
  const whole = Math.max(left.whole, right.whole, middle);
  const top = (whole - middle) / 2;
  const center = (blocks: readonly Block<Part>[], own: number) =>
    blocks.map((block) => ({ ...block, y: block.y + (whole - own) / 2, at: block.at + top }));
  return {
    callers: center(left.blocks, left.whole),
    callees: center(right.blocks, right.whole),
    y: top,
    height: middle,
    whole,
  };
}
