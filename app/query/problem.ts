/** What is wrong with the address of the query page, or of its rows for scripts. */
import "server-only";
import { anyText } from "../../lib/model/parameters.ts";
import { findAddressProblem } from "../server/address.ts";
import { QUERY_RULES } from "./address.ts";

/** Also knows `id`, which names an export so that its progress can be asked for. */
export function findQueryProblem(params: URLSearchParams) {
  return findAddressProblem(params, { ...QUERY_RULES, id: anyText });
}
