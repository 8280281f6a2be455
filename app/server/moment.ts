/** The moment that a page shows: all its parts are of the same spans, whatever a program writes while they are read. */
import "server-only";
import { cache } from "react";
import { readNewestId } from "../../lib/queries/newest.ts";
import { withDatabase } from "./database.ts";

/** The file's newest span as the request finds it, read once per request; 0 without spans. */
export const readMoment = cache(() => withDatabase(readNewestId));
