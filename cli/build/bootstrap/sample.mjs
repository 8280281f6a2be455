/** Traces the sample program, as data for the dashboard. */
import { rmSync } from "node:fs";
import { mustRun, step } from "./step.mjs";

const SAMPLE = "examples/compress.mjs";

export function removeDatabase(path) {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

export async function traceSample(database) {
  await step(`Tracing ${SAMPLE} into ${database}`, () =>
    mustRun(SAMPLE, [process.execPath, SAMPLE], { env: { SPANTOM_DB: database } }),
  );
}
