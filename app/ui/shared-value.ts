/** A value that parts of the page share, wherever they stand in it. Lost with the page. */
"use client";

import { useSyncExternalStore } from "react";

export interface SharedValue<Value> {
  /** What the server draws. */
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

/** From the moment it is asked for, which may be before it is there. */
export function isDialogWanted(): boolean {
  return dialog.get() !== null;
}

/** Which dialog of the shell is open: buttons, keys and other dialogs open them. */
export function useOpenDialog(): ShellDialog | null {
  return useShared(dialog);
}
