/** The first look at a file that may come from anyone: whether a process that cannot be killed may ask it anything. */

import type { TellProgress } from "../model/progress.ts";
import { WHOLE } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readNewest } from "./newest.ts";
import { nothing } from "./params.ts";
import { defineQuery } from "./query.ts";
import { readScopeNewest } from "./scope-newest.ts";
import { readNameOrder } from "./sql/name-order.ts";
import { readSchema } from "./sql/schema-facts.ts";

const ASKED_BY_THE_SERVER: readonly (readonly [what: string, ask: (db: Connection) => unknown])[] = [
  ["counting its spans", (db) => readNewest(db, 0)],
  ["reading its span names", (db) => readNameOrder(db, [])],
  ["reading its newest spans", (db) => readScopeNewest(db, { scope: WHOLE })],
  ["reading its tables", readSchema],
];

/**
 * Asks what the server asks by itself. Opening has shown plain tables by then; but a file made for it can hold up even
 * that, and its pages may lead in circles. Where this comes back, that does too. Damage is no reason to refuse all.
 */
export function takeFirstLook(db: Connection, tell?: TellProgress): null {
  for (const [done, [what, ask]] of ASKED_BY_THE_SERVER.entries()) {
    tell?.({ what, done, total: ASKED_BY_THE_SERVER.length });
    try {
      ask(db);
    } catch {
      // Whoever asks it for the answer says so.
    }
  }
  return null;
}

export const validation = defineQuery({
  params: nothing,
  urgency: "first",
  run: (db, _params, { tell }) => takeFirstLook(db, tell),
});
