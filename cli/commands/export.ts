/** `spantom export`: all spans in another format, to a file or to standard output. */
import { createWriteStream, realpathSync, renameSync, rmSync, type WriteStream } from "node:fs";
import { dirname, sep } from "node:path";
import { finished, pipeline } from "node:stream/promises";
import { type Command, Option } from "commander";
import type { RunningExport } from "../../lib/export/export-process.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../../lib/export/formats.ts";
import { formatBytes, formatCount, formatCounted } from "../../lib/model/format.ts";
import { DEFAULT_SCOPE } from "../../lib/model/scope.ts";
import { CommandError } from "../command-error.ts";
import { absolutePath, type DatabaseOption, databasePath, findReadable, statPath } from "../database.ts";
import {
  collect,
  DB_PATH,
  ERROR,
  examples,
  FROM,
  type LimitOptions,
  ONLY,
  RAW,
  readLimits,
  TAG,
  TO,
} from "../definition.ts";
import { exportChild } from "../dist.ts";
import { printable } from "../terminal/print.ts";

interface ExportOptions extends DatabaseOption, LimitOptions {
  readonly format: ExportFormat;
  /** For CSV: leaves texts that look like formulas unchanged. */
  readonly raw?: boolean;
  readonly output?: string;
  readonly name?: readonly string[];
  readonly run: string;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const PROGRESS_MS = 200;
const CLEAR_LINE = "\r\u001b[2K";

export function addExport(program: Command): void {
  program
    .command("export")
    .description("write all spans with their tags, to open them elsewhere")
    .option(...DB_PATH)
    .addOption(
      new Option(
        "--format <format>",
        "csv: tags as columns; jsonl: one object per line; chrome: opens in Perfetto; folded: self times by path, for flame graphs",
      )
        .choices(EXPORT_FORMATS)
        .default("jsonl"),
    )
    .option(...RAW)
    .option("--output <file>", "write to this file instead of standard output; it appears when complete")
    .option("--name <name>", "only spans of this name; can be repeated", collect)
    .option("--run <run>", "only spans of this run or session: its id, or latest", "all")
    .option(...TAG)
    .option(...ONLY)
    .option(...ERROR)
    .option(...FROM)
    .option(...TO)
    .addHelpText(
      "after",
      examples(
        "spantom export --format csv --output spans.csv",
        "spantom export --format chrome --run latest --output trace.json",
        "spantom export --format folded --run latest | flamegraph.pl > calls.svg",
        "spantom export --name compress | head -1",
      ),
    )
    .action(runExport);
}

async function runExport(options: ExportOptions): Promise<void> {
  const path = databasePath(options);
  const { run, name: names = [] } = options;
  const scope = { ...DEFAULT_SCOPE, run, names, ...readLimits(options) };
  if (options.output === "") throw new CommandError("--output needs the name of a file", 2);
  const { startExport } = await import("../../lib/export/export-process.ts");
  const source = await findReadable(path);
  const output = options.output === undefined ? undefined : openWholeFile(options.output, path);
  const raw = options.raw ?? false;
  const exporting = startExport(exportChild, { path: source.path, scope, format: options.format, raw });
  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.once(signal, () => {
      exporting.stop();
      output?.discard();
      process.exit(code);
    });
  }
  const progress = showProgress(exporting);
  try {
    await (output ? save(exporting.stream, output, options.output as string) : print(exporting.stream));
  } catch (error) {
    const outcome = await exporting.ended;
    if (!outcome.ok && outcome.code === "NO_RUN") throw new CommandError(outcome.message, 2);
    throw error;
  } finally {
    progress.clear();
    source.close();
  }
  const outcome = await exporting.ended;
  if (outcome.ok) tell(outcome, options.output);
}

async function save(stream: NodeJS.ReadableStream, output: WholeFile, name: string): Promise<void> {
  try {
    await pipeline(stream, output.stream);
    output.keep();
  } catch (error) {
    output.discard();
    const { syscall, message } = error as NodeJS.ErrnoException;
    throw syscall ? new CommandError(`${name} cannot be written: ${message.replace(/, \w+(?: '.*')?$/, "")}`) : error;
  }
}

/** Leaves standard output open: Node closes it. */
async function print(stream: NodeJS.ReadableStream): Promise<void> {
  stream.pipe(process.stdout, { end: false });
  await finished(stream);
}

function tell({ done, leftOut }: { done: number; leftOut: number }, output: string | undefined): void {
  if (leftOut > 0) {
    const spans = formatCounted(leftOut, "span");
    process.stderr.write(`${spans} left out: the start or duration is not a number, or too large for a trace.\n`);
  }
  if (output !== undefined && process.stderr.isTTY) {
    process.stderr.write(`${formatCounted(done, "span")} in ${printable(output)}\n`);
  }
}

/** Shows progress on one terminal line that is overwritten. */
function showProgress(exporting: RunningExport): { clear(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { clear: () => undefined };
  let shown = false;
  const timer = setInterval(() => {
    const { done, total, bytes } = exporting.progress;
    const of = total === null ? "" : ` of ${formatCount(total)}`;
    stderr.write(`${CLEAR_LINE}${formatCount(done)}${of} spans, ${formatBytes(bytes)}`);
    shown = true;
  }, PROGRESS_MS);
  return {
    clear() {
      clearInterval(timer);
      if (shown) stderr.write(CLEAR_LINE);
    },
  };
}

/** A file that appears whole or not at all: written under a temporary name beside it, then renamed. */
interface WholeFile {
  readonly stream: WriteStream;
  keep(): void;
  discard(): void;
}

/**
 * @param database a file that must not be overwritten
 * @throws CommandError
 */
function openWholeFile(given: string, database: string): WholeFile {
  const path = absolutePath(given);
  const stats = statPath(path);
  if (!stats && (given.endsWith("/") || given.endsWith(sep)))
    throw new CommandError(`${given}: no such folder; create it, and name a file in it with --output`);
  if (stats?.isDirectory()) throw new CommandError(`${given} is a directory; name a file in it with --output`);
  if (stats && isSame(path, database)) throw new CommandError(`${given} is the database itself; choose another file`);
  if (!statPath(dirname(path))?.isDirectory())
    throw new CommandError(`${given}: the folder ${dirname(path)} does not exist`);
  // Devices and pipes cannot be replaced by renaming.
  if (stats && !stats.isFile())
    return { stream: createWriteStream(path), keep: () => undefined, discard: () => undefined };
  const target = stats ? realpathSync(path) : path;
  const part = `${target}.${process.pid}.part`;
  return {
    // As private as the database.
    stream: createWriteStream(part, { flags: "wx", mode: 0o600 }),
    keep: () => renameSync(part, target),
    discard: () => {
      try {
        rmSync(part, { force: true });
      } catch {
        // The file could not even be created.
      }
    },
  };
}

function isSame(path: string, database: string): boolean {
  try {
    return realpathSync(path) === realpathSync(database);
  } catch {
    return false;
  }
}
