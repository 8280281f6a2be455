/**
 * Which calls a task ran beside before they were late.
 *
 * A long call overlaps more of anything just by being long, and what begins when a call is late already did not make
 * it late. So calls are compared by what ran within the time that three quarters of the rest take, counted from their
 * starts: the same time for each call, however long it lasts. If the task has nothing to do with the calls, slow ones
 * meet it as often as others.
 */

import { placesOfRows, type SpanTree } from "../../columns/span-tree.ts";
import { quantile } from "../../stats/order.ts";
import { type Axis, layOutRuns, type OtherTask } from "./other-tasks.ts";
import type { Split } from "./selection.ts";

/** The calls with a known start in a recorded run. */
export interface ComparedCalls {
  readonly split: Split;
  readonly axis: Axis;
  /** By index in the split. */
  readonly places: Int32Array;
  /** Indices in the split, by start. */
  readonly order: Int32Array;
  /** What a typical call of the rest takes, seconds. */
  readonly typical: number;
  /** From when on a call is late: the time after its start that counts, seconds. */
  readonly within: number;
}

/** The share of the rest's calls that are not late. */
const IN_TIME = 0.75;

/** Undefined if the selected calls are not slower, or there are too few. */
export function chooseCalls(tree: SpanTree, split: Split): ComparedCalls | undefined {
  const durationsOf = (group: number) => split.durations.filter((_, index) => split.selected[index] === group).sort();
  const rest = durationsOf(0);
  const selected = durationsOf(1);
  const [typical, within] = [quantile(rest, 0.5), quantile(rest, IN_TIME)];
  if (selected.length < 2 || rest.length < 2 || !(within > 0) || !(quantile(selected, 0.5) > within)) return undefined;
  const axis = layOutRuns(tree, 2 * within);
  const rowPlaces = placesOfRows(tree);
  const places = split.rows.map((row) => rowPlaces[row] as number);
  const startOf = (index: number) => axis.starts[places[index] as number] as number;
  const order = split.rows.map((_, index) => index).filter((index) => !Number.isNaN(startOf(index)));
  order.sort((a, b) => startOf(a) - startOf(b));
  return { split, axis, places, order, typical, within };
}

/** Which calls a task ran beside before they were late. */
export interface Exposure {
  /** By index in the split: 1 or 0, NaN for calls that are not compared. */
  readonly ran: Float64Array;
  /** Exposed calls and all calls, of the rest and of the selection. */
  readonly exposed: readonly [rest: number, selected: number];
  readonly all: readonly [rest: number, selected: number];
  /** All exposed calls in groups. */
  readonly met: readonly CallGroup[];
  /** All selected calls in groups, exposed or not. */
  readonly slow: readonly CallGroup[];
}

/** Calls that are one coincidence: they overlap each other, or one stretch of the task met them. */
export interface CallGroup {
  size: number;
  /** Those the task ran beside. */
  exposed: number;
  readonly firstStart: number;
  lastStart: number;
}

export function expose({ split, axis, places, order, within }: ComparedCalls, { timeline }: OtherTask): Exposure {
  const { from, to } = timeline;
  const ran = new Float64Array(split.count).fill(Number.NaN);
  const exposed: [number, number] = [0, 0];
  const all: [number, number] = [0, 0];
  const [met, slow] = [new Grouping(), new Grouping()];
  let next = 0;
  for (const index of order) {
    const group = split.selected[index] as 0 | 1;
    const start = axis.starts[places[index] as number] as number;
    while (next < to.length && (to[next] as number) - start <= axis.slack) next++;
    const isMet = next < to.length && start + within - (from[next] as number) > axis.slack;
    const end = start + (split.durations[index] as number);
    const reach = isMet ? Math.max(end, to[next] as number) : end;
    ran[index] = isMet ? 1 : 0;
    all[group]++;
    if (isMet) exposed[group]++;
    if (isMet) met.add(start, reach, isMet);
    if (group === 1) slow.add(start, reach, isMet);
  }
  return { ran, exposed, all, met: met.groups, slow: slow.groups };
}

class Grouping {
  readonly groups: CallGroup[] = [];
  #reach = Number.NEGATIVE_INFINITY;

  /** @param reach until when calls that start belong to the same group */
  add(start: number, reach: number, isExposed: boolean): void {
    let last = this.groups.at(-1);
    if (!last || start > this.#reach) {
      last = { size: 0, exposed: 0, firstStart: start, lastStart: start };
      this.groups.push(last);
    }
    last.size++;
    last.exposed += isExposed ? 1 : 0;
    last.lastStart = start;
    this.#reach = Math.max(this.#reach, reach);
  }
}
