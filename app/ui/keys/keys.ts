/**
 * Keys of the page. A part that is there takes its key with a hook, and gives it back when it goes:
 *
 *   useKey("w", "Why slow?", () => setOpen((open) => !open));
 *   useKey("Escape", "Clear the selection", () => (selected ? clear() : false));  // false: ask the next older one
 *   useCommand("Copy the link", copyLink);                                        // without a key, in the palette only
 *
 * The newest binding of a key is asked first. Keys do nothing while text is typed or a dialog or menu is open; Escape
 * leaves a field first. All of them stand in the list of keys (`?`) and in the palette.
 */
"use client";

import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { isDialogWanted } from "../shared-value.ts";
import { actOn, addKey, type KeyBinding, type KeyGroup, listKeys, subscribeKeys } from "./key-list.ts";
import { isInLayer, matchesKey, takesLetters } from "./key-match.ts";

const NO_KEYS: readonly KeyBinding[] = [];

/** @param act null where the key has nothing to do; returning false passes it on */
export function useKey(key: string, label: string, act: (() => unknown) | null, group: KeyGroup = "This view"): void {
  const latest = useRef(act);
  // With what is painted, not after it: a key does at once what the page shows.
  useLayoutEffect(() => {
    latest.current = act;
  });
  const on = act !== null;
  useLayoutEffect(
    () => (on ? addKey({ key, label, group, act: () => latest.current?.() }) : undefined),
    [key, label, group, on],
  );
}

/** A command of the palette that has no key. */
export function useCommand(label: string, act: (() => unknown) | null, group: KeyGroup = "This view"): void {
  useKey("", label, act, group);
}

/** What keys do at the moment, newest first. */
export function useKeyList(): readonly KeyBinding[] {
  return useSyncExternalStore(subscribeKeys, listKeys, () => NO_KEYS);
}

function press(event: KeyboardEvent): void {
  // Whoever the key was meant for has taken it, or a word is being composed.
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : document.body;
  // What is typed while a dialog is still on its way is not meant for the page beneath.
  if (isInLayer(target) || isDialogWanted()) return;
  const typing = takesLetters(target);
  const modified = event.ctrlKey || event.metaKey;
  if (typing && !modified) {
    if (event.key === "Escape" && target instanceof HTMLElement) target.blur();
    return;
  }
  // Enter on a link or button is theirs.
  if (event.key === "Enter" && !modified && target.closest("a, button, summary, [role=button]")) return;
  if (actOn((key) => matchesKey(key, event))) event.preventDefault();
}

/** Listens; once, in the layout. */
export function useKeyboard(): void {
  useEffect(() => {
    window.addEventListener("keydown", press);
    document.documentElement.dataset.awake = "1";
    return () => window.removeEventListener("keydown", press);
  }, []);
}
