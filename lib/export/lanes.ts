/**
 * Assigns lanes for trace viewers, which draw one stack of nested bars per thread: spans that overlap without being
 * nested go to different lanes. Times are whole nanoseconds.
 */

/**
 * Starts are doubles of seconds since 1970, with a resolution of a quarter of a microsecond. Overlaps up to this many
 * nanoseconds are attributed to rounding and not drawn.
 */
export const GRAIN = 1_000;

/** How many open lanes are searched for an enclosing span if parents are not recorded. */
const SEARCHED = 64;

export interface Placed {
  readonly lane: number;
  /** At most `GRAIN` later than the span's own. */
  readonly start: number;
  readonly end: number;
}

interface Open {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** The lanes of one process. Spans must arrive by start; of two with the same start, the longer one first. */
export class Lanes {
  /** Open spans by lane, the outermost first. */
  readonly #stacks: Open[][] = [];
  /** Lane of each open span. */
  readonly #lanes = new Map<number, number>();
  readonly #linked: boolean;

  /** @param linked whether parents are recorded; if not, they are derived from containment */
  constructor(linked: boolean) {
    this.#linked = linked;
  }

  get count(): number {
    return this.#stacks.length;
  }

  place(id: number, parent: number | null, start: number, end: number): Placed {
    const linked = this.#linked ? parent : null;
    const lane = this.#linked ? this.#laneOfParent(linked, start, end) : this.#containing(start, end);
    if (lane !== undefined) return this.#put(id, lane, this.#depth(lane, start, linked), start, end);
    const free = this.#stacks.findIndex((stack) => (stack[0]?.end ?? 0) <= start + GRAIN);
    return this.#put(id, free < 0 ? this.#stacks.push([]) - 1 : free, 0, start, end);
  }

  #laneOfParent(parent: number | null, start: number, end: number): number | undefined {
    const lane = parent === null ? undefined : this.#lanes.get(parent);
    if (lane === undefined) return undefined;
    const above = this.#stacks[lane]?.[this.#depth(lane, start, parent) - 1];
    return above?.id === parent && fits(above, start, end) ? lane : undefined;
  }

  #containing(start: number, end: number): number | undefined {
    const searched = Math.min(this.#stacks.length, SEARCHED);
    for (let lane = 0; lane < searched; lane++) {
      const above = this.#stacks[lane]?.[this.#depth(lane, start, null) - 1];
      if (above && fits(above, start, end)) return lane;
    }
    return undefined;
  }

  /** How many spans of a lane are still running at `start`. A parent counts unless it has certainly ended. */
  #depth(lane: number, start: number, parent: number | null): number {
    const stack = this.#stacks[lane] ?? [];
    let depth = stack.length;
    while (depth > 0) {
      const { id, end } = stack[depth - 1] as Open;
      if (id === parent || end > start + GRAIN) break;
      depth--;
    }
    return depth;
  }

  #put(id: number, lane: number, depth: number, start: number, end: number): Placed {
    const stack = this.#stacks[lane] as Open[];
    let from = start;
    for (const ended of stack.splice(depth)) {
      this.#lanes.delete(ended.id);
      from = Math.max(from, ended.end);
    }
    const outer = stack.at(-1);
    if (outer) from = Math.min(Math.max(from, outer.start), outer.end);
    const until = Math.min(Math.max(from, end), outer?.end ?? Number.POSITIVE_INFINITY);
    stack.push({ id, start: from, end: until });
    this.#lanes.set(id, lane);
    return { lane, start: from, end: until };
  }
}

function fits(outer: Open, start: number, end: number): boolean {
  return start <= outer.end && end <= outer.end + GRAIN;
}

const CHUNK = 65_536;
const NONE = 0xffff_ffff;

/** Differences fit into 16 bits, as no span is moved by more than `GRAIN`. */
interface Chunk {
  readonly lanes: Uint32Array;
  readonly later: Uint16Array;
  readonly longer: Int16Array;
}

export class PlacedSpans {
  readonly #chunks = new Map<number, Chunk>();

  /** @param start @param end as recorded */
  set(id: number, start: number, end: number, placed: Placed): void {
    const number = Math.floor(id / CHUNK);
    let chunk = this.#chunks.get(number);
    if (!chunk) {
      chunk = {
        lanes: new Uint32Array(CHUNK).fill(NONE),
        later: new Uint16Array(CHUNK),
        longer: new Int16Array(CHUNK),
      };
      this.#chunks.set(number, chunk);
    }
    const at = id - number * CHUNK;
    chunk.lanes[at] = placed.lane;
    chunk.later[at] = placed.start - start;
    chunk.longer[at] = placed.end - end;
  }

  /** Undefined if the span was not placed. */
  get(id: number, start: number, end: number): Placed | undefined {
    const number = Math.floor(id / CHUNK);
    const chunk = this.#chunks.get(number);
    const at = id - number * CHUNK;
    const lane = chunk?.lanes[at] ?? NONE;
    if (!chunk || lane === NONE) return undefined;
    return { lane, start: start + (chunk.later[at] ?? 0), end: end + (chunk.longer[at] ?? 0) };
  }
}
