/** What is in a database: tables, counts, index. */
import type { Connection } from "../../../lib/store/driver.ts";
import { REQUIRED_COLUMNS, SIDE_COLUMNS } from "../../../lib/store/schema.ts";
import { tableNames } from "../../../lib/store/table-check.ts";
import type { ContentFacts, Count } from "./facts.ts";
import type { Opened } from "./open-untouched.ts";

const PATIENCE_MS = 2_000;
const SLICE = 200_000;

export function readContent({ db, journal, whole }: Opened): ContentFacts {
  const names = tableNames(db);
  const tables = Object.keys({ ...REQUIRED_COLUMNS, ...SIDE_COLUMNS }).filter((table) => names.has(table));
  return {
    journal,
    tables,
    otherTables: names.size - tables.length,
    spans: whole ? countRows(db, "spans") : null,
    tags: whole ? countRows(db, "span_tags") : null,
    runs: whole && names.has("runs") ? (countRows(db, "runs")?.count ?? null) : null,
    indexed: hasIndex(db),
  };
}

/** In slices: of a large file on a slow disk not all can be counted while somebody waits. */
function countRows(db: Connection, table: "spans" | "span_tags" | "runs"): Count | null {
  const end = performance.now() + PATIENCE_MS;
  let count = 0;
  let last = Number.MIN_SAFE_INTEGER;
  try {
    const slice = db
      .prepare<[number], [number, number | null]>(
        `SELECT count(*), max(rowid) FROM (SELECT rowid FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${SLICE})`,
      )
      .raw();
    for (;;) {
      const [rows, largest] = slice.get(last) ?? [0, null];
      count += rows;
      if (rows < SLICE || largest === null) return { count, all: true };
      last = largest;
      if (performance.now() > end) return { count, all: false };
    }
  } catch {
    return null;
  }
}

function hasIndex(db: Connection): boolean {
  return (
    db
      .prepare<[], number>(
        `SELECT count(*) FROM pragma_index_list('span_tags') AS list, pragma_index_info(list.name) AS info
         WHERE info.seqno = 0 AND info.name = 'span_id'`,
      )
      .pluck()
      .get() !== 0
  );
}
