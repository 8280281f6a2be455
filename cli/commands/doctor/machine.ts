/** The versions a bug report needs, and combinations that cannot work. */
import { createRequire } from "node:module";
import { release } from "node:os";
import { tryDriver } from "../../../lib/store/driver.ts";
import { dashboardFolder, packageFolder, readManifest } from "../../dist.ts";
import type { Report } from "./report.ts";

type MachineReport = Omit<Report, "database" | "problems">;

/** The variables Spantom reads. Others are not even named. */
const VARIABLES = [
  "SPANTOM_DB",
  "SPANTOM_DISABLED",
  "SPANTOM_COMMAND",
  "SPANTOM_RUN",
  "SPANTOM_RUN_NAME",
  "SPANTOM_RUN_NOTE",
  "SPANTOM_RUN_PARAMS",
  "SPANTOM_RUN_GIT",
  "SPANTOM_WRITER",
  "SPANTOM_DEBUG",
  "SPANTOM_COMPARE",
] as const;

export function readMachine(spantom: string, problems: string[]): MachineReport {
  const { node, napi } = process.versions;
  return {
    spantom,
    node,
    napi: Number(napi),
    betterSqlite3: readDriverVersion(),
    sqlite: noting(problems, tryDriver),
    platform: `${process.platform} ${process.arch}, kernel ${release()}`,
    libc: process.platform === "linux" ? readLibc() : null,
    package: packageFolder,
    pages: noting(problems, () => readManifest(dashboardFolder).routes.length),
    environment: readEnvironment(),
  };
}

/** A failure is reported as a problem, without affecting the rest. */
function noting<T>(problems: string[], read: () => T): T | null {
  try {
    return read();
  } catch (cause) {
    problems.push((cause as Error).message);
    return null;
  }
}

function readDriverVersion(): string | null {
  try {
    return (createRequire(import.meta.url)("better-sqlite3/package.json") as { version: string }).version;
  } catch {
    return null;
  }
}

function readLibc(): string {
  const { report } = process;
  // Without this, the report looks up the host names of all open connections, which can take minutes.
  (report as { excludeNetwork?: boolean }).excludeNetwork = true;
  const { header } = report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime ? `glibc ${header.glibcVersionRuntime}` : "musl, or another without a version";
}

function readEnvironment(): Readonly<Record<string, string>> {
  const set = VARIABLES.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(set);
}
