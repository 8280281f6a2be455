/** The rows of the keys dialog: each key once, from its newest binding. */
import type { KeyBinding, KeyGroup } from "../../ui/keys/key-list.ts";

export interface KeyRow {
  readonly label: string;
  readonly group: KeyGroup;
  readonly keys: readonly string[];
}

/** Oldest binding first, which puts the outermost part first. Keys with the same label share a row. */
export function groupKeys(bindings: readonly KeyBinding[]): KeyRow[] {
  const rows = new Map<string, { label: string; group: KeyGroup; keys: string[] }>();
  const taken = new Set<string>();
  for (const { key, label, group } of bindings) {
    // Escape closes whatever is open, and each part has its own label for it.
    const known = key === "Escape" ? `Escape ${label}` : key;
    if (key === "" || taken.has(known)) continue;
    taken.add(known);
    const row = rows.get(label);
    if (row) row.keys.unshift(key);
    else rows.set(label, { label, group, keys: [key] });
  }
  return [...rows.values()].reverse();
}
