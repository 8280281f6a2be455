/** What the query page shows beside the query: schema, names and keys to write SQL with. */
import "server-only";
import type { Connection } from "../../lib/driver.ts";
import { readNameOrder } from "../../lib/questions/name-order.ts";
import { readFirstStart, readNameCounts } from "../../lib/questions/query-words.ts";
import { readRunStarts } from "../../lib/questions/runs.ts";
import { COUNTED_ROWS, readSchema } from "../../lib/questions/schema-facts.ts";
import { readTagKeys } from "../../lib/questions/tag-keys.ts";
import { readWindow } from "../../lib/questions/window.ts";
import type { QueryFacts } from "./query-types.ts";

/** More chips and words make lists to search rather than to read. */
const MOST_NAMES = 500;
const SECONDS = new Set(["spans.start", "spans.duration", "runs.started"]);

export function readQueryFacts(db: Connection): QueryFacts {
  const window = readWindow(db);
  const names = readNameCounts(db, window);
  const started = readRunStarts(db, [window.lastId]).get(window.lastId);
  return {
    total: window.total,
    start: started ?? readFirstStart(db, window),
    countedRows: COUNTED_ROWS,
    tables: readSchema(db).map(({ name, rows, columns }) => ({
      name,
      rows,
      columns: columns.map((column) => ({
        ...column,
        unit: SECONDS.has(`${name}.${column.name}`.toLowerCase()) ? "s" : null,
      })),
    })),
    names: names.slice(0, MOST_NAMES).map(({ name }) => name),
    order: readNameOrder(db, names).slice(0, MOST_NAMES),
    keys: readTagKeys(db, window)
      .keys.slice(0, MOST_NAMES)
      .map(({ key, kind }) => ({ key, kind })),
  };
}
