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
