/** Where spans are drawn, by id: eight bytes each, as all have to be placed before the first is written. */
import type { Placed } from "./lanes.ts";

const CHUNK = 65_536;
const NONE = 0xffff_ffff;

/** The differences fit, as the lanes move nothing by more than their grain. */
interface Chunk {
  readonly lanes: Uint32Array;
  readonly later: Uint16Array;
  readonly longer: Int16Array;
}

export class PlacedSpans {
  readonly #chunks = new Map<number, Chunk>();

  /** @param start the span's own start, and its own end */
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

  /** Undefined for a span that has no place. */
  get(id: number, start: number, end: number): Placed | undefined {
    const number = Math.floor(id / CHUNK);
    const chunk = this.#chunks.get(number);
    const at = id - number * CHUNK;
    const lane = chunk?.lanes[at] ?? NONE;
    if (!chunk || lane === NONE) return undefined;
    return { lane, start: start + (chunk.later[at] ?? 0), end: end + (chunk.longer[at] ?? 0) };
  }
}
