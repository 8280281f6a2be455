/** What the comparison asks, from the parameters of its address. */
import "server-only";
import { parseChoice } from "../../lib/compare/choice.ts";
import type { CompareParams } from "../../lib/questions/compare.ts";
import { parseScope } from "../../lib/scope.ts";
import { askReader } from "./ask-reader.ts";

/** The file that `spantom dashboard --compare` named; null when it named none. */
export function comparedPath(): string | null {
  return process.env.SPANTOM_COMPARE || null;
}

export function askCompare(params: URLSearchParams) {
  return askReader("compare", readParams(params));
}

export function askCompareName(params: URLSearchParams, name: string) {
  return askReader("compareName", { ...readParams(params), name });
}

export function askCompareTags(params: URLSearchParams, name: string) {
  return askReader("compareTags", { ...readParams(params), name, where: params.getAll("where") });
}

export function askCompareSides(params: URLSearchParams) {
  return askReader("compareSides", readParams(params));
}

function readParams(params: URLSearchParams): CompareParams {
  return { choice: parseChoice(params), scope: parseScope(params), other: comparedPath() };
}
