/** The time to import the library. Run as a program, it imports the given module and prints ms. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = fileURLToPath(import.meta.url);

/** Import times of the library and of an empty module, ms, each in a separate process. */
export function measureImport(lib) {
  const folder = mkdtempSync(join(tmpdir(), "spantom-import-"));
  try {
    writeFileSync(join(folder, "empty.mjs"), "");
    const time = (file) => {
      const env = { ...process.env, HOME: folder, TMPDIR: folder, SPANTOM_DB: join(folder, "spans.db") };
      const { stdout } = spawnSync(process.execPath, [here, file], { cwd: folder, env, encoding: "utf8" });
      return Number(stdout);
    };
    const empty = time(join(folder, "empty.mjs"));
    const library = time(join(lib, "index.js"));
    const left = readdirSync(folder).filter((name) => name !== "empty.mjs");
    return { empty, library, failed: left.length > 0 ? [`importing leaves ${left.join(", ")} on the disk`] : [] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === here) {
  const began = performance.now();
  await import(pathToFileURL(process.argv[2]).href);
  process.stdout.write(String(performance.now() - began));
}
