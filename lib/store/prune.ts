/**
 * Deletes the older spans of a file, with all that refers to them, in transactions so short that programs tracing into
 * the file at the same time go on.
 *
 * Each transaction leaves the file sound, so that a prune that is killed has only done a part of its work. A span that
 * stays loses its link to a parent that goes, and becomes a root. Only spans that were there at the beginning go.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { tableNames } from "./database.ts";
import type { Connection } from "./driver.ts";
import { Referrer } from "./prune-referrer.ts";
import { trimRuns } from "./prune-runs.ts";

/** Which spans stay: the newest by id, or those that started at or after a time (seconds since the epoch). */
export type Keep = { readonly newest: number } | { readonly since: number };

/** What one transaction, or all of them, deleted. */
export interface Pruned {
  readonly spans: number;
  readonly tags: number;
}

/** Spans that go. The condition is for a table `spans`; `last` is the highest id that may go. */
interface Old {
  readonly condition: string;
  readonly bounds: { readonly last: number; readonly since: number };
}

/** Where rows refer to spans. Their own rows go before the spans do. */
const REFERENCES = [
  ["span_tags", "span_id"],
  ["span_links", "span_id"],
  ["span_links", "parent_id"],
  ["span_errors", "span_id"],
] as const;

/** Milliseconds that a transaction should hold the lock; how many spans that is depends on the machine. */
const HOLD = 15;
const FIRST_BATCH = 500;
const MAX_BATCH = 50_000;
/** At least as long as the longest pause of a writer that waits for its turn. */
const MIN_PAUSE = 5;

function findOld(db: Connection, keep: Keep): Old | undefined {
  const last =
    "newest" in keep
      ? db.prepare<[number], number>("SELECT id FROM spans ORDER BY id DESC LIMIT 1 OFFSET ?").pluck().get(keep.newest)
      : db.prepare<[], number | null>("SELECT max(id) FROM spans").pluck().get();
  if (last === undefined || last === null) return undefined;
  const byAge = "since" in keep;
  return {
    condition: byAge ? "spans.id <= @last AND spans.start < @since" : "spans.id <= @last",
    bounds: { last, since: byAge ? keep.since : 0 },
  };
}

/** How many spans would go. */
export function countOld(db: Connection, keep: Keep): number {
  const old = findOld(db, keep);
  if (!old) return 0;
  return (
    db.prepare<unknown[], number>(`SELECT count(*) FROM spans WHERE ${old.condition}`).pluck().get(old.bounds) ?? 0
  );
}

/**
 * Deletes the older spans, and yields after each transaction what it deleted.
 * @throws What SQLite throws, `SQLITE_BUSY` among it; what was yielded before stays deleted.
 */
export async function* pruneDatabase(db: Connection, keep: Keep): AsyncGenerator<Pruned> {
  // Every row that refers to a span is deleted here; enforced, each span would cost a search of all links.
  db.pragma("foreign_keys = OFF");
  // Moving the log into the file is slow, and done between the transactions.
  db.pragma("wal_autocheckpoint = 0");
  const old = findOld(db, keep);
  if (old) yield* deleteOld(db, old);
  for (const _ of trimRuns(db)) await sleep(MIN_PAUSE);
  db.pragma("wal_checkpoint(PASSIVE)");
}

async function* deleteOld(db: Connection, { condition, bounds }: Old): AsyncGenerator<Pruned> {
  const tables = tableNames(db);
  const referrers = REFERENCES.filter(([table]) => tables.has(table)).map(
    ([table, column]) => new Referrer(db, table, column, condition),
  );
  const batch = "id > @from AND id <= @to";
  const findEnd = db
    .prepare<unknown[], number | null>(
      `SELECT max(id) FROM (SELECT id FROM spans WHERE id > @from AND ${condition} ORDER BY id LIMIT @size)`,
    )
    .pluck();
  const remove = db.prepare(`DELETE FROM spans WHERE ${batch} AND ${condition}`);
  let size = FIRST_BATCH;
  let from = db.prepare<[], number>("SELECT min(id) - 1 FROM spans").pluck().get() ?? 0;
  for (;;) {
    const to = findEnd.get({ from, size, ...bounds });
    if (to === null || to === undefined) return;
    for (const referrer of referrers) await referrer.catchUp(bounds);
    const params = { from, to, ...bounds };
    let began = 0;
    const deleted = db
      .transaction(() => {
        began = performance.now();
        let tags = 0;
        for (const referrer of referrers) {
          const rows = referrer.remove(params);
          if (referrer.table === "span_tags") tags += rows;
        }
        return { spans: remove.run(params).changes, tags };
      })
      .immediate();
    const held = performance.now() - began;
    yield deleted;
    db.pragma("wal_checkpoint(PASSIVE)");
    from = to;
    size = Math.min(MAX_BATCH, Math.max(FIRST_BATCH, Math.round(size * Math.min(2, HOLD / held))));
    await sleep(Math.max(MIN_PAUSE, held));
  }
}
