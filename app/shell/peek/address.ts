/** The span that is open beside a table, in the address of the page. */
import { type Parameters, wholeNumber } from "../../../lib/model/parameters.ts";

export const PEEK_RULES = { peek: wholeNumber } satisfies Parameters;

export function readPeek(params: URLSearchParams): number | null {
  const id = Number(params.get("peek") ?? Number.NaN);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
