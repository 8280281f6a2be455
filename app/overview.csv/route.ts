import { readOverviewTwin } from "../(overview)/endpoint.ts";
import { twin } from "../server/data-endpoint.ts";

/** `GET /overview.csv`: the table of names of `/` with the same parameters. */
export const GET = twin("csv", readOverviewTwin);
