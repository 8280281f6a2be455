/** Runs the sample program many times, so that runs of the same code on this machine can be compared. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = ["examples/compress.mjs", "node_modules/next/dist/server"];

/**
 * Runs `count` of them, one after the other, and pairs their calls.
 * @returns the runs, oldest first, as made-runs.mjs makes them
 */
export function recordRuns(library, { folder, lib, count }) {
  const path = join(folder, "real-runs.db");
  const env = { ...process.env, SPANTOM_DB: path };
  for (let run = 1; run <= count; run++) {
    process.stderr.write(`compare: sample program, run ${run} of ${count}\n`);
    const { status, stderr } = spawnSync(process.execPath, PROGRAM, { cwd: root, env, encoding: "utf8" });
    if (status !== 0) throw new Error(`${PROGRAM[0]} ended with ${status}: ${stderr}`);
  }
  const Database = createRequire(join(lib, "index.js"))("better-sqlite3");
  const db = new Database(path, { readonly: true });
  const rows = db.prepare("SELECT id, started FROM runs ORDER BY started").all();
  const units = rows.map(({ id }) => ({ db, scope: { ...library.DEFAULT_SCOPE, run: id } }));
  const [first, ...others] = units;
  // The sides do not matter: whatever is drawn later, the same call has the same key in all runs.
  const sides = { baseline: [first], candidate: others, older: [] };
  const paired = library.readPairedRuns(sides, { pairBy: null, byPath: false }, () => {});
  const tags = library.readRunTags(db);
  db.close();
  const listAll = ({ baseline, candidate }) => [...baseline, ...candidate];
  const covered = listAll(paired.covered);
  return rows.map(({ id, started }, index) => ({
    started,
    known: new Map(Object.entries(tags.get(id) ?? {})),
    covered: covered[index],
    groups: [...paired.groups.values()].map((group) => ({ ...group, calls: listAll(group)[index] })),
  }));
}
