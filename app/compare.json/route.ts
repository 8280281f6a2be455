import { readCompareData } from "../compare/endpoint.ts";
import { findCompareProblem } from "../compare/problem.ts";
import { dataEndpoint } from "../server/data-endpoint.ts";

/** `GET /compare.json`: what `/compare` shows for the same parameters. */
export const GET = dataEndpoint("json", readCompareData, findCompareProblem);
