/**
 * The page's keys. A component binds a key with a hook for as long as it is mounted:
 *
 *   useKey("w", "Why slow?", () => setOpen((open) => !open));
 *   useKey("Escape", "Clear the selection", () => (selected ? clear() : false));  // false: try the next older one
 *   useCommand("Copy the link", copyLink);                                        // without a key, only in the palette
 *
 * The newest binding of a key goes first. Keys do nothing while text is typed or a dialog or menu is open; Escape
 * leaves a field first, and a long text for its button (`parkFocus`). All are listed in the keys dialog (`?`) and in the palette.
 */
"use client";

import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { isDialogWanted } from "../shared-value.ts";
import { actOn, addKey, type KeyBinding, type KeyGroup, listKeys, subscribeKeys } from "./key-list.ts";
import { findTarget, isInLayer, matchesKey, takesLetters } from "./key-match.ts";

const NO_KEYS: readonly KeyBinding[] = [];

/** @param act null if the key has nothing to do; return false to pass it on */
export function useKey(key: string, label: string, act: (() => unknown) | null, group: KeyGroup = "This view"): void {
  const latest = useRef(act);
  // A layout effect: a key works as soon as the page shows what it acts on.
  useLayoutEffect(() => {
    latest.current = act;
  });
  const on = act !== null;
  useLayoutEffect(
    () => (on ? addKey({ key, label, group, act: () => latest.current?.() }) : undefined),
    [key, label, group, on],
  );
}

/** A palette command without a key. */
export function useCommand(label: string, act: (() => unknown) | null, group: KeyGroup = "This view"): void {
  useKey("", label, act, group);
}

/** The current key bindings, newest first. */
export function useKeyList(): readonly KeyBinding[] {
  return useSyncExternalStore(subscribeKeys, listKeys, () => NO_KEYS);
}

function press(event: KeyboardEvent): void {
  // Already handled elsewhere, or part of an input method's composition.
  if (event.defaultPrevented || event.isComposing) return;
  const target = findTarget(event.target);
  // Keys typed while a dialog is still loading are not meant for the page beneath.
  if (isInLayer(target) || isDialogWanted()) return;
  const typing = takesLetters(target);
  const modified = event.ctrlKey || event.metaKey;
  if (typing && !modified) {
    if (event.key === "Escape" && target instanceof HTMLElement) target.blur();
    return;
  }
  // Enter on a link or button activates that.
  if (event.key === "Enter" && !modified && target.closest("a, button, summary, [role=button]")) return;
  if (actOn((key) => matchesKey(key, event))) event.preventDefault();
}

/**
 * Moves the focus out of a text to a button. What is typed next was meant for the text: letters are no keys there, until
 * Escape or another move of the focus.
 */
export function parkFocus(button: HTMLElement): void {
  button.focus();
  button.dataset.parked = "";
  button.addEventListener("blur", () => delete button.dataset.parked, { once: true });
}

/** Installs the listener; call once, in the layout. */
export function useKeyboard(): void {
  useEffect(() => {
    window.addEventListener("keydown", press);
    document.documentElement.dataset.awake = "1";
    return () => window.removeEventListener("keydown", press);
  }, []);
}
