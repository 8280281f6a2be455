import { findOverviewProblem, readOverviewData } from "../(overview)/endpoint.ts";
import { dataEndpoint } from "../server/data-endpoint.ts";

/** `GET /overview.json`: all figures of `/` for the same parameters. */
export const GET = dataEndpoint("json", readOverviewData, findOverviewProblem);
