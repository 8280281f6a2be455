/**
 * The chance that a task ran beside so many of the selected calls if it has nothing to do with them. Calls that were
 * held up together are one coincidence, such as fifty requests in one outage beside one task.
 */

import { chanceOfHits, normalTails } from "../../stats/chance.ts";
import { compareRanks } from "../../stats/ranks.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import type { CallGroup, ComparedCalls, Exposure } from "./compared-calls.ts";

export function chanceOfExposure(calls: ComparedCalls, exposure: Exposure): number {
  const chance = chanceOfGroups(calls, exposure);
  // Of the slowest calls, how long all of them last tells more than which of them are selected.
  return calls.split.slowest === null ? chance : Math.min(1, 2 * Math.min(chance, chanceOfRanks(calls, exposure)));
}

/**
 * Of the groups of selected calls, so many were met, each with a chance of its own. Tries with different chances
 * succeed at least as rarely as with their mean (Hoeffding 1956).
 */
function chanceOfGroups({ within }: ComparedCalls, { exposed, all, met, slow }: Exposure): number {
  const more = sizeOfGroups(met);
  // One coincidence more than was seen, as none may have been seen.
  const rate = (exposed[0] + more) / (all[0] + more);
  // A group's calls are met within the time from the first start, so up to as many times as often as one call.
  const times = ({ firstStart, lastStart }: CallGroup) => (within + lastStart - firstStart) / within;
  const mean = slow.reduce((sum, group) => sum + Math.min(1, rate * times(group)), 0) / slow.length;
  return chanceOfHits(slow.filter((group) => group.exposed > 0).length, slow.length, mean);
}

/** Whether the calls that the task ran beside last longer than the others, by ranks. */
function chanceOfRanks({ split, order }: ComparedCalls, { ran, met }: Exposure): number {
  const durationsOf = (wanted: number) =>
    mapFloats(
      order.filter((index) => ran[index] === wanted),
      (index) => split.durations[index] as number,
    );
  const { z } = compareRanks(durationsOf(1), durationsOf(0));
  return z > 0 ? normalTails(z / Math.sqrt(sizeOfGroups(met))) : 1;
}

/** The size of the group that a call is in, on average over calls: large groups weigh more. */
function sizeOfGroups(groups: readonly CallGroup[]): number {
  const calls = groups.reduce((sum, { size }) => sum + size, 0);
  return calls > 0 ? groups.reduce((sum, { size }) => sum + size * size, 0) / calls : 1;
}
