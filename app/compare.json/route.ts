import { readCompareTwin } from "../_data/compare-twin.ts";
import { twin } from "../_data/twin.ts";

/** `GET /compare.json`: what `/compare` shows with the same parameters. */
export const GET = twin("json", readCompareTwin);
