import { readCompareTwin } from "../compare/endpoint.ts";
import { twin } from "../server/data-endpoint.ts";

/** `GET /compare.csv`: the table of names of `/compare` with the same parameters. */
export const GET = twin("csv", readCompareTwin);
