import { readCompareTwin } from "../compare/endpoint.ts";
import { twin } from "../server/data-endpoint.ts";

/** `GET /compare.json`: what `/compare` shows with the same parameters. */
export const GET = twin("json", readCompareTwin);
