/** Which key was pressed, and whether the page should handle it. */

/** The parts of a `KeyboardEvent` that matter. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  getModifierState(name: string): boolean;
}

const MOD = "Mod+";

/** `w`, `?`, `Escape`, or with Ctrl or ⌘, `Mod+k`. Shift and AltGr are already reflected in the character. */
export function matchesKey(wanted: string, press: Press): boolean {
  // Windows reports AltGr, needed for [ and ] on many keyboards, as Ctrl+Alt.
  const written = press.getModifierState("AltGraph");
  const mod = !written && (press.ctrlKey || press.metaKey);
  const alt = !written && press.altKey;
  if (wanted.startsWith(MOD)) return mod && !alt && press.key.toLowerCase() === wanted.slice(MOD.length).toLowerCase();
  return !mod && !alt && press.key === wanted;
}

const SAID: Readonly<Record<string, string>> = { Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", " ": "Space" };

/** A binding's keys as labelled on the keyboard: `["Ctrl", "K"]`, `["⌘", "Enter"]`. */
export function describeKeys(key: string, mac: boolean): string[] {
  if (!key.startsWith(MOD)) return [SAID[key] ?? key];
  const rest = key.slice(MOD.length);
  return [mac ? "⌘" : "Ctrl", SAID[rest] ?? (rest.length === 1 ? rest.toUpperCase() : rest)];
}

/** Elements in which letters are text or type-ahead. */
const TAKES_LETTERS =
  'input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="textbox"]:not([aria-readonly="true"]), [role="combobox"], [data-parked]';
/** While one of these is open, the keys of the page beneath do nothing, unless it has `data-keys`. */
const LAYER = '[role="dialog"]:not([data-keys]), [role="alertdialog"], [role="menu"], [role="listbox"]';

/** What a key press is meant for: while a dialog or menu fades away it still has the focus, but no longer takes keys. */
export function findTarget(target: EventTarget | null): Element {
  return target instanceof Element && target.closest("[data-closed]") === null ? target : document.body;
}

export function takesLetters(target: Element): boolean {
  return target.closest(TAKES_LETTERS) !== null;
}

export function isInLayer(target: Element): boolean {
  return target.closest(LAYER) !== null;
}
