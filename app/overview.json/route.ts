import { readOverviewTwin } from "../_data/overview-twin.ts";
import { twin } from "../_data/twin.ts";

/** `GET /overview.json`: all figures of `/` with the same parameters. */
export const GET = twin("json", readOverviewTwin);
