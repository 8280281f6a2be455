/**
 * Which spans a scope holds by how they ended, as one word in addresses and commands: `any` for failed and unfinished
 * ones, `none` for all others, or the type of the error: `TypeError`, `Unfinished`.
 */
import { formatText } from "./shown-text.ts";

/** The type of spans that still ran when their program ended. */
export const UNFINISHED = "Unfinished";
export const ANY_ERROR = "any";
export const NO_ERROR = "none";

/** Sets a type apart that would be taken for another word, or for nothing: `type:any`. */
const TYPE = "type:";

/** The filter for errors of one type. */
export function filterOfType(type: string): string {
  const mistaken = type === ANY_ERROR || type === NO_ERROR || type === "" || type.startsWith(TYPE);
  return mistaken ? `${TYPE}${type}` : type;
}

/** The type that a filter selects; null for `any` and `none`. */
export function typeOfFilter(filter: string): string | null {
  if (filter === ANY_ERROR || filter === NO_ERROR) return null;
  return filter.startsWith(TYPE) ? filter.slice(TYPE.length) : filter;
}

/** The filter in an address or command, in its one spelling; null without one. */
export function readErrorFilter(text: string | null | undefined): string | null {
  if (!text) return null;
  const type = typeOfFilter(text);
  return type === null ? text : filterOfType(type);
}

/** `TypeError`, `Unfinished`, `any`, `none`, as shown behind the word "error". */
export function formatErrorFilter(filter: string): string {
  const type = typeOfFilter(filter);
  return type === null ? filter : formatText(type);
}

export function isUnfinished(type: string): boolean {
  return type === UNFINISHED;
}

/** How a span with an error of this type ended: `failed: TypeError`, or `unfinished`. */
export function describeError(type: string): string {
  return isUnfinished(type) ? "unfinished" : `failed: ${formatText(type)}`;
}

/** `failed or unfinished spans`, `spans without an error`, `spans with a TypeError`. */
export function describeErrorFilter(filter: string): string {
  if (filter === ANY_ERROR) return "failed or unfinished spans";
  if (filter === NO_ERROR) return "spans without an error";
  const type = typeOfFilter(filter) ?? "";
  return type === UNFINISHED ? "unfinished spans" : `spans that failed with ${formatText(type)}`;
}
