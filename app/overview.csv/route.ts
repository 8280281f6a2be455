import { findOverviewProblem, readOverviewData } from "../(overview)/endpoint.ts";
import { dataEndpoint } from "../server/data-endpoint.ts";

/** `GET /overview.csv`: the table of names of `/` for the same parameters. */
export const GET = dataEndpoint("csv", readOverviewData, findOverviewProblem);
