/** Validates a file from an unknown source: whether a process that cannot be killed may safely query it. */

import type { TellProgress } from "../model/progress.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readNewest } from "./newest.ts";
import { nothing } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readScopeNewest } from "./scope-newest.ts";
import { readSchema } from "./sql/schema-tables.ts";

const SERVER_QUERIES: readonly (readonly [what: string, ask: (db: Connection) => unknown])[] = [
  ["counting its spans", (db) => readNewest(db, 0)],
  ["reading its newest spans", (db) => readScopeNewest(db, { scope: DEFAULT_SCOPE })],
  ["reading its tables", readSchema],
];

/**
 * Runs the queries that the server itself runs. Opening has verified plain tables, but a malicious file can stall even
 * that, and its pages may form cycles. If these queries return, so will the server's. Errors do not cause a file to be
 * refused: its undamaged parts stay readable.
 */
export function validateFile(db: Connection, tell?: TellProgress): null {
  for (const [done, [what, ask]] of SERVER_QUERIES.entries()) {
    tell?.({ what, done, total: SERVER_QUERIES.length });
    try {
      ask(db);
    } catch {
      // Reported when the answer is needed.
    }
  }
  return null;
}

export const validation = defineQuery({
  params: nothing,
  urgency: "first",
  run: (db, _params, { tell }) => validateFile(db, tell),
});
