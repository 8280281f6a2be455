import { readOverviewTwin } from "../_data/overview-twin.ts";
import { twin } from "../_data/twin.ts";

/** `GET /overview.csv`: the table of names of `/` with the same parameters. */
export const GET = twin("csv", readOverviewTwin);
