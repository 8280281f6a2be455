/** The order in which names get their colours: that of their first id in the file. */
import type { Connection } from "../driver.ts";

/** As many spans from the file's start are looked at; a whole file is too many for a colour. */
const HEAD_SPANS = 10_000;

/**
 * Names in order of first id. Those of the file's first spans come first, so that a moving window does not change
 * their colours; names that came later follow in the order of the window.
 * @param inWindow names with their first id in the window
 */
export function readNameOrder(db: Connection, inWindow: readonly { name: string; firstId: number }[]): string[] {
  const head = db
    .prepare<[number], string>(
      `SELECT CAST(name AS TEXT) FROM (SELECT id, name FROM spans ORDER BY id LIMIT ?)
       GROUP BY CAST(name AS TEXT) ORDER BY min(id)`,
    )
    .pluck()
    .all(HEAD_SPANS);
  const later = [...inWindow].sort((a, b) => a.firstId - b.firstId).map((row) => row.name);
  return [...new Set([...head, ...later])];
}
