/** The ancestors of sampled spans that lie outside of the sample: tags are inherited from them. */

import type { Connection } from "../store/driver.ts";
import { sideTables } from "../store/table-check.ts";
import { type IdRange, rangesParameter } from "./recorded-ranges.ts";

/** A span in each block may have this many ancestors; recursions as deep hardly share tags. */
const MAX_GENERATIONS = 1_000;
/** More would cost as much as the sample itself. */
const MAX_FOUND = 50_000;

/**
 * The ids of all recorded ancestors outside of the blocks, ascending.
 * @param lastId the newest span to consider
 */
export function findOutside(db: Connection, blocks: readonly IdRange[], lastId: number): number[] {
  if (!sideTables(db).has("span_links")) return [];
  const isNew = (id: number) => id <= lastId && !found.has(id) && !isInside(blocks, id);
  const found = new Set<number>();
  let next = readParentsOutside(db, blocks).filter(isNew);
  const parentsOf = db
    .prepare<[string], number>(
      "SELECT DISTINCT parent_id FROM span_links WHERE span_id IN (SELECT value FROM json_each(?))",
    )
    .pluck();
  for (let up = 0; next.length > 0 && up < MAX_GENERATIONS && found.size < MAX_FOUND; up++) {
    for (const id of next) found.add(id);
    next = parentsOf.all(JSON.stringify(next)).filter(isNew);
  }
  return [...found].sort((a, b) => a - b);
}

function readParentsOutside(db: Connection, blocks: readonly IdRange[]): number[] {
  return db
    .prepare<[string], number>(
      `SELECT DISTINCT link.parent_id FROM json_each(?) AS block CROSS JOIN span_links AS link
       ON link.span_id BETWEEN block.value ->> 0 AND block.value ->> 1
       WHERE link.parent_id NOT BETWEEN block.value ->> 0 AND block.value ->> 1`,
    )
    .pluck()
    .all(rangesParameter(blocks));
}

/** @param blocks ascending and disjoint */
function isInside(blocks: readonly IdRange[], id: number): boolean {
  let from = 0;
  let to = blocks.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((blocks[middle] as IdRange).lastId < id) from = middle + 1;
    else to = middle;
  }
  const block = blocks[from];
  return block !== undefined && id >= block.firstId;
}
