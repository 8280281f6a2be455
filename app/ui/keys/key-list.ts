/**
 * The current key bindings, newest first. Parts of the page add and remove theirs; the keys dialog lists them. Not from
 * a library: bindings follow what is mounted, the newest wins, and each has a text for the dialog.
 */

export interface KeyBinding {
  /** As in `matchesKey`; empty for a command without a key. */
  readonly key: string;
  /** What it does, in the imperative: "Open the SQL of the pane". */
  readonly label: string;
  /** Its heading in the keys dialog. */
  readonly group: KeyGroup;
  /** Returns false if there is nothing to do now; the key's next older binding is then tried. */
  readonly act: () => unknown;
}

export const KEY_GROUPS = ["This view", "Everywhere", "Views"] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

let bindings: readonly KeyBinding[] = [];
const listeners = new Set<() => void>();

function set(next: readonly KeyBinding[]): void {
  bindings = next;
  for (const listener of listeners) listener();
}

/** Adds a binding in front of the others; returns a function that removes it. */
export function addKey(binding: KeyBinding): () => void {
  set([binding, ...bindings]);
  return () => set(bindings.filter((other) => other !== binding));
}

export function listKeys(): readonly KeyBinding[] {
  return bindings;
}

export function subscribeKeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tries the bindings, newest first, until one handles the key. */
export function actOn(matches: (key: string) => boolean): boolean {
  return bindings.some((binding) => binding.key !== "" && matches(binding.key) && binding.act() !== false);
}
