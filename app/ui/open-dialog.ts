/** Which dialog of the shell is open: buttons, keys and other dialogs open them. */
"use client";

import { shareValue, useShared } from "./shared-value.ts";

export type ShellDialog = "palette" | "keys";

const dialog = shareValue<ShellDialog | null>(null);

export const openDialog = dialog.set;

/** From the moment it is asked for, which may be before it is there. */
export function isDialogWanted(): boolean {
  return dialog.get() !== null;
}

export function useOpenDialog(): ShellDialog | null {
  return useShared(dialog);
}
