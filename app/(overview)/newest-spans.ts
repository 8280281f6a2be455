/** The newest spans of a scope: at once where that takes milliseconds, else by the reader's process. */
import "server-only";
import { type Scope, USUAL_WINDOW } from "../../lib/model/scope.ts";
import { readScopeNewest, type ScopeNewest } from "../../lib/queries/scope-newest.ts";
import { askReader } from "../server/ask-reader.ts";
import { ask } from "../server/database.ts";

export type NewestOutcome =
  | { readonly ok: true; readonly value: ScopeNewest }
  | { readonly ok: false; readonly message: string };

/** Tags are found by a pass over the window; a rare name in a large one is looked for as long. */
export function isQuick({ tags, names, from, to, window }: Scope): boolean {
  return tags.length === 0 && (window <= USUAL_WINDOW || (names.length === 0 && from === null && to === null));
}

async function readNewestNow(scope: Scope, after: number): Promise<NewestOutcome> {
  const answer = await ask((db) => readScopeNewest(db, { scope, after }));
  return answer.ok ? answer : { ok: false, message: answer.error.message };
}

export function readNewestSpans(scope: Scope, after = 0): Promise<NewestOutcome> {
  return isQuick(scope) ? readNewestNow(scope, after) : askReader("scopeNewest", { scope, after });
}
