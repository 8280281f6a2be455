/** One start of a program. Its child processes belong to the same run: they inherit `SPANTOM_RUN`. */
import { basename, isAbsolute } from "node:path";
import { commandLine } from "../model/mask.ts";
import { EDITABLE, PARAMETER } from "../model/run-tags.ts";
import { workingFolder } from "../store/file-path.ts";
import { hostName } from "../store/process-state.ts";
import { PROCESS_START } from "./clock.ts";
import { readObject, readSwitch } from "./environment.ts";
import { createRunId } from "./run-id.ts";

export interface Run {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly started: number;
  readonly pid: number;
  readonly host: string;
  /** Without secrets; empty with `SPANTOM_COMMAND=0`. */
  readonly command: string;
  readonly node: string;
  readonly cwd: string;
  /** The started file, absolute; empty without one (`node -e`), null if nothing about the code is to be stored. */
  readonly entry: string | null;
  /** Its tags that were not found but given, such as a name; `SP.run` adds to them. */
  readonly said: Record<string, string>;
}

let run: Run | undefined;

/** The run this process belongs to. Sets `SPANTOM_RUN` for the processes that it starts from now on. */
export function currentRun(): Run {
  if (run) return run;
  const started = PROCESS_START / 1000;
  // All threads of a process have the same time origin, to the microsecond, and so get the same run, even those started
  // before the program traced anything.
  const id = process.env.SPANTOM_RUN || createRunId(PROCESS_START, process.pid);
  process.env.SPANTOM_RUN = id;
  const storesCode = readSwitch("SPANTOM_COMMAND", true);
  run = {
    id,
    started,
    pid: process.pid,
    host: hostName(),
    command: storesCode ? readCommand() : "",
    node: process.version,
    cwd: workingFolder(),
    entry: storesCode ? readEntry() : null,
    said: readSaid(),
  };
  return run;
}

function readCommand(): string {
  try {
    return commandLine([basename(process.execPath), ...process.argv.slice(1)], 1024);
  } catch {
    return ""; // The program has put a non-string into its arguments.
  }
}

function readEntry(): string {
  const entry: unknown = process.argv[1];
  return typeof entry === "string" && isAbsolute(entry) ? entry : "";
}

const MAX_PARAMETERS = 128;
const MAX_KEY = 256;
const MAX_TEXT = 16_384;

function readSaid(): Record<string, string> {
  const said: Record<string, string> = {};
  for (const key of EDITABLE) {
    const text = process.env[`SPANTOM_RUN_${key.toUpperCase()}`];
    if (text) said[key] = text.slice(0, MAX_TEXT).toWellFormed();
  }
  return { ...said, ...readParameters() };
}

/** `SPANTOM_RUN_PARAMS`, a JSON object, as the tags that `SP.run` would give the run. */
function readParameters(): Record<string, string> {
  const given = readObject("SPANTOM_RUN_PARAMS", '{"rate":0.1}');
  const entries = Object.entries(given).slice(0, MAX_PARAMETERS);
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const text = typeof value === "object" ? JSON.stringify(value) : String(value);
      return [`${PARAMETER}${key.slice(0, MAX_KEY).toWellFormed()}`, text.slice(0, MAX_TEXT).toWellFormed()];
    }),
  );
}
