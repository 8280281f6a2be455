/** A value shared by parts of the page anywhere in the tree, lost with the page. */
"use client";

import { useSyncExternalStore } from "react";

export interface SharedValue<Value> {
  /** The value for server rendering. */
  readonly first: Value;
  readonly get: () => Value;
  readonly set: (next: Value) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function shareValue<Value>(first: Value): SharedValue<Value> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    first,
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useShared<Value>({ first, get, subscribe }: SharedValue<Value>): Value {
  return useSyncExternalStore(subscribe, get, () => first);
}

export type ShellDialog = "palette" | "keys";

const dialog = shareValue<ShellDialog | null>(null);

export const openDialog = dialog.set;

/** True as soon as a dialog is requested, even if its code is still loading. */
export function isDialogWanted(): boolean {
  return dialog.get() !== null;
}

/** The shell's open dialog, if any; buttons, keys and other dialogs open them. */
export function useOpenDialog(): ShellDialog | null {
  return useShared(dialog);
}
