/** What is wrong with the file, in the words of the pages. */
import "server-only";
import type { DatabaseError } from "../../lib/store/database-error.ts";
import { databasePath } from "./database.ts";

/** The error's own line; the dashboard adds that it left the file as it was. */
export function sayProblem(error: DatabaseError): string {
  const path = databasePath();
  if (error.problem !== "unusable") return error.message;
  if (error.message.startsWith(`${path}: not a SQLite file`)) {
    return `${path} is not a SQLite file. Nothing was changed.`;
  }
  return `${error.message}. Nothing was changed.`;
}
