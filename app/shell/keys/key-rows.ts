/** The list of keys as it is shown: each key once, as the newest binding has it. */
import type { KeyBinding, KeyGroup } from "../../ui/keys/key-list.ts";

export interface KeyRow {
  readonly label: string;
  readonly group: KeyGroup;
  readonly keys: readonly string[];
}

/** Oldest first, as parts come from the outside in. Keys with one label stand in one row. */
export function groupKeys(bindings: readonly KeyBinding[]): KeyRow[] {
  const rows = new Map<string, { label: string; group: KeyGroup; keys: string[] }>();
  const taken = new Set<string>();
  for (const { key, label, group } of bindings) {
    // Escape is for whatever is open: each has its own words for it.
    const known = key === "Escape" ? `Escape ${label}` : key;
    if (key === "" || taken.has(known)) continue;
    taken.add(known);
    const row = rows.get(label);
    if (row) row.keys.unshift(key);
    else rows.set(label, { label, group, keys: [key] });
  }
  return [...rows.values()].reverse();
}
