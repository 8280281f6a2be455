import { readCompareData } from "../compare/endpoint.ts";
import { findCompareProblem } from "../compare/problem.ts";
import { dataEndpoint } from "../server/data-endpoint.ts";

/** `GET /compare.csv`: the table of names of `/compare` for the same parameters. */
export const GET = dataEndpoint("csv", readCompareData, findCompareProblem);
