import { readCompareTwin } from "../_data/compare-twin.ts";
import { twin } from "../_data/twin.ts";

/** `GET /compare.csv`: the table of names of `/compare` with the same parameters. */
export const GET = twin("csv", readCompareTwin);
