import type { MouseEvent } from "react";

/** False while text is being selected, with a key held, or if a link or button itself handles the click. */
export function isPlainClick(event: MouseEvent): boolean {
  const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (ctrlKey || metaKey || shiftKey || altKey) return false;
  return !(target as Element).closest("a, button") && window.getSelection()?.isCollapsed !== false;
}
