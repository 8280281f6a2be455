/** Which run a span belongs to, by its id; several programs may have written in turns. */

import type { Run } from "../model/run.ts";
import { sideTables } from "../store/database.ts";
import type { Connection } from "../store/driver.ts";

interface Range {
  readonly run: string;
  readonly first: number;
  readonly last: number;
}

/** The runs are processes 1, 2, …; process 0 has what belongs to none. */
export function findProcesses(db: Connection, runs: readonly Run[]): (id: number) => number {
  const numbers = new Map(runs.map(({ id }, index) => [id, index + 1]));
  const ranges = [...recordedRanges(db), ...runs.filter(({ found }) => found === "gaps").map(toRange)];
  ranges.sort((a, b) => a.first - b.first);
  return (id) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle] as Range).first <= id) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low - 1];
    return range && id <= range.last ? (numbers.get(range.run) ?? 0) : 0;
  };
}

function recordedRanges(db: Connection): Range[] {
  if (!sideTables(db).has("run_spans")) return [];
  return db
    .prepare<[], Range>("SELECT run_id AS run, first_span_id AS first, last_span_id AS last FROM run_spans")
    .all();
}

function toRange({ id, firstId, lastId }: Run): Range {
  return { run: id, first: firstId, last: lastId };
}
