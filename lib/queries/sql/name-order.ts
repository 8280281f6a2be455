/** The order in which names get colours, the same in every view: by first id in the file. */
import type { Connection } from "../../store/driver.ts";

/** Spans read from the start of the file; reading all of it would be too slow for a colour. */
const HEAD_SPANS = 10_000;
/** Spans read at each of a series of doubling ids, which stay the same while the file grows. */
const SAMPLE_SPANS = 2_000;

/**
 * Names by first id. Those sampled from the file come first, so that their colours depend neither on scope nor on page;
 * names not found there follow in the order of the window.
 * @param inWindow names with their first id in the window
 */
export function readNameOrder(db: Connection, inWindow: readonly { name: string; firstId: number }[]): string[] {
  const lastId = db.prepare<[], number | null>("SELECT max(id) FROM spans").pluck().get() ?? 0;
  const names = new Set(namesFrom(db, Number.MIN_SAFE_INTEGER, HEAD_SPANS));
  for (let from = HEAD_SPANS; from <= lastId; from *= 2) {
    for (const name of namesFrom(db, from, SAMPLE_SPANS)) names.add(name);
  }
  const later = [...inWindow].sort((a, b) => a.firstId - b.firstId).map((row) => row.name);
  return [...new Set([...names, ...later])];
}

function namesFrom(db: Connection, id: number, limit: number): string[] {
  return db
    .prepare<[number, number], string>(
      `SELECT CAST(name AS TEXT) FROM (SELECT id, name FROM spans WHERE id >= ? ORDER BY id LIMIT ?)
       GROUP BY CAST(name AS TEXT) ORDER BY min(id)`,
    )
    .pluck()
    .all(id, limit);
}
