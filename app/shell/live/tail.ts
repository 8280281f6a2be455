/** Whether the page follows the program: set by a button or a key, and forgotten with the page. */
"use client";

import { shareValue, useShared } from "../../ui/shared-value.ts";

const tail = shareValue(false);

export const setTail = tail.set;

export function useTail(): boolean {
  return useShared(tail);
}
