/** Takes out of a report what is nobody's business: reports are pasted where everyone reads them. */

import { maskText } from "../../../lib/model/mask.ts";
import { homeFolder } from "../../../lib/store/file-path.ts";

/** With the home folder as `~`, and without secrets, such as names and passwords in addresses. */
export function shorten(text: string): string {
  const home = homeFolder() ?? "";
  const plain = maskText(text);
  if (home.length < 2) return plain;
  const escaped = home.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return plain.replace(new RegExp(`${escaped}(?![\\w.-])`, "g"), "~");
}

/** The same for every text in a value, at any depth. */
export function shortenAll<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) => (typeof part === "string" ? shorten(part) : part)) as T;
}
