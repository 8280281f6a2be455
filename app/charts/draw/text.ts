/** Text on its way into Plotly, which takes part of HTML for markup in every string it shows. Pure. */
import { joinText, showText } from "../../../lib/model/shown-text.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** The text so that Plotly shows it letter for letter, on one line. */
export function escapeText(text: string): string {
  return showText(text)
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[\r\n\t]+/g, " ");
}

/** The text cut in its middle, where names that begin alike differ least. */
export function shortenText(text: string, length: number): string {
  const signs = [...joinText(text)];
  if (signs.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${signs.slice(0, head).join("")}…${signs.slice(signs.length - (length - 1 - head)).join("")}`;
}
