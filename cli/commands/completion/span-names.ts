/** The names that a shell offers after `spantom why`: one a line, those of the newest spans, most frequent first. */
import { openReader } from "../../../lib/store/database.ts";
import { loadDriver } from "../../../lib/store/driver.ts";
import { type DatabaseOption, databasePath } from "../../database-path.ts";

/** Of a million, counting the names takes half a second, which is too long after a keystroke. */
const NEWEST = 100_000;
const MOST = 200;

export function printSpanNames(options: DatabaseOption): void {
  const db = openReader(loadDriver(), databasePath(options));
  try {
    const names = db
      .prepare<[], string>(
        `SELECT name FROM (SELECT CAST(name AS TEXT) AS name FROM spans ORDER BY id DESC LIMIT ${NEWEST})
         GROUP BY name ORDER BY count(*) DESC LIMIT ${MOST}`,
      )
      .pluck()
      .all();
    for (const name of names) if (!/\p{Cc}/u.test(name)) process.stdout.write(`${name}\n`);
  } finally {
    db.close();
  }
}
