import { readOverviewTwin } from "../(overview)/endpoint.ts";
import { twin } from "../server/data-endpoint.ts";

/** `GET /overview.json`: all figures of `/` with the same parameters. */
export const GET = twin("json", readOverviewTwin);
