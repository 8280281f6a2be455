/** Shortens texts that have no room. */
import { joinText } from "../../../lib/model/shown-text.ts";
import { textWidth } from "./text-width.ts";

/** Truncates a text to a width in pixels, also if its signs are wide ones. */
export function shortenTo(text: string, width: number): string {
  let length = [...joinText(text)].length;
  let shown = text;
  while (length > 2 && textWidth(shown) > width) shown = shortenText(text, --length);
  return shown;
}

/** Truncates a text in the middle, where names with a common prefix differ least. */
export function shortenText(text: string, length: number): string {
  const signs = [...joinText(text)];
  if (signs.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${signs.slice(0, head).join("")}…${signs.slice(signs.length - (length - 1 - head)).join("")}`;
}
