/** Listens for keys, and has those that do the same in every view. */
"use client";

import { useKey, useKeyboard } from "./keys.ts";
import { stepRow } from "./row-step.ts";

export function Keyboard() {
  useKeyboard();
  useKey("j", "Next row", () => stepRow(1));
  useKey("k", "Previous row", () => stepRow(-1));
  return null;
}
