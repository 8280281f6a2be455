/** What the processes that read are told of the environment. */
import { driverPath } from "../store/driver.ts";

/**
 * Whatever else a shell says is nothing to them: passwords least of all, and no option of Node's. Left are the folders
 * for temporary files, the zone for SQLite's `localtime`, and what Node itself needs to start.
 */
const PASSED_ON = [
  "SQLITE_TMPDIR",
  "TMPDIR",
  "TMP",
  "TEMP",
  "TZ",
  "SystemRoot",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
];

export function childEnvironment(): NodeJS.ProcessEnv {
  const known = PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(known), ...driverPlace() } as NodeJS.ProcessEnv;
}

/** They are plain Node, without Yarn's loader, if the parent has that. */
function driverPlace(): { SPANTOM_DRIVER?: string } {
  try {
    return { SPANTOM_DRIVER: driverPath() };
  } catch {
    return {}; // They say themselves that it is not there.
  }
}
