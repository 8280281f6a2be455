/** What is wrong with the address of a comparison, its sides included. */
import "server-only";
import { findChoiceProblem, parseChoice } from "../../lib/model/compare-choice.ts";
import type { ParameterProblem } from "../../lib/model/parameters.ts";
import { checkSides } from "../../lib/queries/sql/sides.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { findAddressProblem } from "../server/address.ts";
import { comparedPath } from "../server/ask.ts";
import { COMPARE_RULES } from "./address.ts";

export async function findCompareProblem(params: URLSearchParams): Promise<ParameterProblem | null> {
  const check = (db: Connection) => checkSides(db, parseChoice(params), comparedPath() !== null);
  return (await findAddressProblem(params, COMPARE_RULES, check)) ?? findChoiceProblem(params);
}
