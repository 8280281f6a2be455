import { exploreEndpoint } from "../explore/endpoint.ts";

/** `GET /explore.csv` with the parameters of `/explore`: every span of the scope or the selection. */
export const GET = exploreEndpoint("csv");
