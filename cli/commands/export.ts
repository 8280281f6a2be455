/** `spantom export`: all spans in another form, to a file or to standard output. */

import { finished, pipeline } from "node:stream/promises";
import { startExport } from "../../lib/export/export-process.ts";
import type { ExportFormat } from "../../lib/export/formats.ts";
import { formatCount, formatCounted } from "../../lib/model/format.ts";
import { parseTagFilter, type Scope, WHOLE } from "../../lib/model/scope.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath } from "../database-path.ts";
import { findReadable } from "../open-database.ts";
import { exportChild } from "../places.ts";
import { printable } from "../terminal/print.ts";
import { showProgress } from "../terminal/progress.ts";
import { openWholeFile, type WholeFile } from "../terminal/whole-file.ts";

export interface ExportOptions extends DatabaseOption {
  readonly format: ExportFormat;
  /** Of CSV: texts that look like formulas stay as they are. */
  readonly raw?: boolean;
  readonly output?: string;
  readonly name?: readonly string[];
  readonly run: string;
  readonly tag?: readonly string[];
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export async function runExport(options: ExportOptions): Promise<void> {
  const path = databasePath(options);
  const scope = readScope(options);
  if (options.output === "") throw new CommandError("--output needs the name of a file", 2);
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
  } finally {
    progress.clear();
    source.close();
  }
  const outcome = await exporting.ended;
  if (outcome.ok) tell(outcome, options.output);
}

function readScope({ name = [], run, tag = [] }: ExportOptions): Scope {
  const tags = tag.map((text) => {
    const filter = parseTagFilter(text);
    if (!filter) throw new CommandError(`--tag ${text}: key=value is needed, or != >= <= instead of =`, 2);
    return filter;
  });
  return { ...WHOLE, run, names: name, tags };
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

/** Standard output stays open: Node closes it. */
async function print(stream: NodeJS.ReadableStream): Promise<void> {
  stream.pipe(process.stdout, { end: false });
  await finished(stream);
}

function tell({ done, leftOut }: { done: number; leftOut: number }, output: string | undefined): void {
  if (leftOut > 0) {
    const spans = formatCounted(leftOut, "span");
    process.stderr.write(`${spans} left out: the start or duration is no number, or too large for a trace.\n`);
  }
  if (output !== undefined && process.stderr.isTTY) {
    process.stderr.write(`${formatCount(done)} spans in ${printable(output)}\n`);
  }
}
