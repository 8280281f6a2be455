/** The tags that a comparison can be made by. */

import type { Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";
import { resolveScope } from "./scoped-spans.ts";
import { readTagKeys } from "./tag-keys.ts";

export interface TagChoice {
  readonly key: string;
  /** The most frequent first. */
  readonly values: readonly string[];
}

/** Tags with few values first, of those the ones that most spans carry: they part a run into like and unlike. */
export function readTagChoices(db: Connection, scope: Scope): TagChoice[] {
  const { window } = resolveScope(db, { ...scope, names: [], tags: [], from: null, to: null });
  const { keys } = readTagKeys(db, window);
  const few = (values: number) => (values <= 8 ? 0 : 1);
  return keys
    .filter((key) => key.values > 1)
    .sort((x, y) => few(x.values) - few(y.values) || y.count - x.count)
    .map(({ key, top }) => ({ key, values: top.map(({ value }) => value) }));
}
