/** The first look at a file that may come from anyone: whether a process that cannot be killed may ask it anything. */
import type { Connection } from "../driver.ts";
import { WHOLE } from "../scope.ts";
import { readNameOrder } from "./name-order.ts";
import { readNewest } from "./newest.ts";
import { readSchema } from "./schema-facts.ts";
import { readScopeNewest } from "./scope-newest.ts";

const ASKED_BY_THE_SERVER: readonly ((db: Connection) => unknown)[] = [
  (db) => readNewest(db, 0),
  (db) => readNameOrder(db, []),
  (db) => readScopeNewest(db, { scope: WHOLE }),
  readSchema,
];

/**
 * Asks what the server asks by itself. Opening has shown plain tables by then; but a file made for it can hold up even
 * that, and its pages may lead in circles. Where this comes back, that does too. Damage is no reason to refuse all.
 */
export function takeFirstLook(db: Connection): null {
  for (const ask of ASKED_BY_THE_SERVER) {
    try {
      ask(db);
    } catch {
      // Whoever asks it for the answer says so.
    }
  }
  return null;
}
