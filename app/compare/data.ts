/** What the comparison asks, from the parameters of its address. */
import "server-only";
import { parseChoice } from "../../lib/model/compare-choice.ts";
import { parseScope } from "../../lib/model/scope.ts";
import type { CompareParams } from "../../lib/queries/compare-start.ts";
import { askReader } from "../server/ask-reader.ts";
import { findSource } from "../server/reader.ts";

/** The file that `spantom dashboard --compare` named; null when it named none. */
export function comparedPath(): string | null {
  return process.env.SPANTOM_COMPARE || null;
}

export function askCompare(params: URLSearchParams) {
  return readParams(params).then((all) => askReader("compare", all));
}

/** What of it is known first. */
export function askCompareStart(params: URLSearchParams) {
  return readParams(params).then((all) => askReader("compareStart", all));
}

export function askCompareName(params: URLSearchParams, name: string) {
  return readParams(params).then((all) => askReader("compareName", { ...all, name }));
}

export function askCompareTags(params: URLSearchParams, name: string) {
  const where = params.getAll("where");
  return readParams(params).then((all) => askReader("compareTags", { ...all, name, where }));
}

export function askCompareSides(params: URLSearchParams) {
  return readParams(params).then((all) => askReader("compareSides", all));
}

async function readParams(params: URLSearchParams): Promise<CompareParams> {
  const path = comparedPath();
  const source = path === null ? undefined : await findSource(path);
  // What is wrong with it is said where it is opened.
  const other = source?.ok ? source.path : path;
  return { choice: parseChoice(params), scope: parseScope(params), other };
}
