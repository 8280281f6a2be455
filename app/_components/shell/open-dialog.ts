/** Which dialog of the shell is open: buttons, keys and other dialogs open them. */
"use client";

import { useSyncExternalStore } from "react";

export type ShellDialog = "palette" | "keys";

let current: ShellDialog | null = null;
const listeners = new Set<() => void>();

export function openDialog(dialog: ShellDialog | null): void {
  current = dialog;
  for (const listener of listeners) listener();
}

/** From the moment it is asked for, which may be before it is there. */
export function isDialogWanted(): boolean {
  return current !== null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOpenDialog(): ShellDialog | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}
