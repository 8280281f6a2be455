/** Runs one export: opens the file, writes the text in chunks, and reports progress. */

import type { Scope } from "../model/scope.ts";
import { readFoldedPaths } from "../queries/folded-paths.ts";
import { checkSql, describeFailure } from "../reader/failure.ts";
import { openAny, openReader } from "../store/database.ts";
import { type Connection, loadDriver } from "../store/driver.ts";
import { formatChrome } from "./chrome-text.ts";
import { formatFolded } from "./folded-text.ts";
import type { ExportMessage, ExportRequest, ExportResult } from "./messages.ts";
import { ExportError } from "./messages.ts";
import { formatRows } from "./rows-text.ts";
import { openSpans, refuseUnknownRun, type Spans } from "./spans.ts";
import { formatCsv, formatJsonl } from "./spans-text.ts";

const PROGRESS_MS = 200;

interface Work {
  readonly pieces: Generator<string>;
  readonly result: () => ExportResult;
}

/** @returns the final message; never throws */
export async function runExport(
  request: ExportRequest,
  write: (text: string) => Promise<void>,
  send: (message: ExportMessage) => Promise<void>,
): Promise<ExportMessage> {
  let db: Connection | undefined;
  try {
    const refused = "sql" in request ? checkSql(request.sql) : undefined;
    if (refused) return { type: "failed", code: refused.code, message: refused.message };
    db = "sql" in request ? openAny(loadDriver(), request.path) : openReader(loadDriver(), request.path);
    db.pragma("mmap_size = 0");
    const { pieces, result } = begin(db, request);
    let lastSent: number | undefined;
    for (const piece of pieces) {
      if (lastSent === undefined) await send({ type: "begun" });
      if (lastSent === undefined || performance.now() - lastSent > PROGRESS_MS) {
        const { done, total } = result();
        await send({ type: "progress", done, total });
        lastSent = performance.now();
      }
      await write(piece);
    }
    return { type: "end", ...result() };
  } catch (error) {
    return { type: "failed", ...explain(error, request, db) };
  } finally {
    db?.close();
  }
}

function begin(db: Connection, request: ExportRequest): Work {
  let done = 0;
  if ("sql" in request) {
    const pieces = formatRows(db, request, () => done++);
    return { pieces, result: () => ({ done, total: null, leftOut: 0 }) };
  }
  if (request.format === "folded") return beginFolded(db, request.scope);
  const summary = { leftOut: 0 };
  const opened = openSpans(db, request.scope);
  const spans: Spans = {
    ...opened,
    *pages() {
      for (const page of opened.pages()) {
        yield page;
        done += page.length;
      }
    },
  };
  const formatters = {
    csv: (from: Spans) => formatCsv(from, request.raw),
    jsonl: formatJsonl,
    chrome: (from: Spans) => formatChrome(db, from, summary),
  };
  const result = () => ({ done, total: spans.count, leftOut: summary.leftOut });
  return { pieces: formatters[request.format](spans), result };
}

/** No span has a line of its own: all are read before the first. */
function beginFolded(db: Connection, scope: Scope): Work {
  const counts = { done: 0, total: null as number | null, leftOut: 0 };
  function* format() {
    const { count, leftOut, paths } = refuseUnknownRun(() => readFoldedPaths(db, { ...scope, window: null }));
    Object.assign(counts, { done: count, total: count, leftOut });
    yield* formatFolded(paths);
  }
  return { pieces: format(), result: () => counts };
}

function explain(error: unknown, request: ExportRequest, db: Connection | undefined) {
  if (error instanceof ExportError) return { code: error.code, message: error.message };
  const { code, message, place } = describeFailure(error, request.path, "sql" in request ? request.sql : "", db);
  const where = place ? ` (line ${place.line}, column ${place.column}).` : "";
  return { code, message: where ? message.replace(/\.$/, "") + where : message };
}
