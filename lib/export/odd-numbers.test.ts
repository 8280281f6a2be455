/** Whatever a file holds in place of numbers, its export is valid and equivalent. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { toCell } from "../model/cell.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { creationSql } from "../store/schema.ts";
import type { ExportFormat } from "./formats.ts";
import type { ExportRequest, ExportResult } from "./messages.ts";
import { runExport } from "./run-export.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spantom-odd-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Stored = number | bigint | string | Buffer;

const ODD: readonly Stored[] = [
  ...[
    1e300,
    -1e300,
    1e308,
    -1e308,
    Number.MAX_VALUE,
    5e-324,
    -5e-324,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    -0,
  ],
  ...[1e10, 1e11, 9007199254.740993, 1.76e9, 1.76e9 + 2 ** -22, -1, 1e-9, 2 ** 53, 1152921504606846981n],
  ...["a text", "", "Infinity", "1e300", "-5", Buffer.from([0, 255]), Buffer.alloc(0)],
];

interface Row {
  readonly start: Stored;
  readonly duration: Stored;
  readonly parent?: Stored;
}

function makeOdd(rows: readonly Row[]): string {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = OFF");
  db.exec(creationSql(new Set()));
  for (const [index, { start, duration, parent }] of rows.entries()) {
    db.prepare("INSERT INTO spans VALUES (?, 'work', ?, ?)").run(index + 1, start, duration);
    db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, 'v', ?)").run(index + 1, duration);
    if (parent !== undefined) db.prepare("INSERT INTO span_links VALUES (?, ?)").run(index + 1, parent);
  }
  const path = join(folder, `${rows.length}-${Math.random()}.db`);
  writeFileSync(path, db.serialize());
  return path;
}

async function run(request: ExportRequest): Promise<{ text: string } & ExportResult> {
  let text = "";
  const last = await runExport(
    request,
    async (piece) => {
      text += piece;
    },
    async () => undefined,
  );
  if (last.type !== "end") throw new Error(JSON.stringify(last));
  return { ...last, text };
}

const exportSpans = (path: string, format: ExportFormat) =>
  run({ path, format, scope: { ...DEFAULT_SCOPE, run: "all" } });

/** As SQLite returns it, without losing digits. */
function readStored(path: string): unknown[][] {
  const db = new Database(path, { readonly: true });
  const rows = db.prepare("SELECT start, duration FROM spans ORDER BY id").raw().all() as unknown[][];
  db.close();
  return rows.map((row) => row.map((value) => toCell(value, Number.POSITIVE_INFINITY)));
}

test("every kind of number, text and bytes, and a lone one of each among usual spans", async () => {
  const random = drawRandom();
  const usual = () => ({ start: 1.76e9 + random.below(1e6) / 1e3, duration: random.below(1e6) / 1e6 });
  const files: Row[][] = ODD.flatMap((odd) => [
    [usual(), { start: odd, duration: 1 }, usual()],
    [usual(), { start: 1.76e9, duration: odd, parent: 1 }, { ...usual(), parent: odd }],
  ]);
  for (let round = 0; round < ROUNDS * 4; round++) {
    const any = () => (random.chance(0.5) ? random.pick(ODD) : random.below(1e9) / 7);
    files.push(Array.from({ length: 30 }, () => ({ start: any(), duration: any(), parent: any() })));
  }
  for (const rows of files) {
    const path = makeOdd(rows);
    const stored = readStored(path);
    const lines = (await exportSpans(path, "jsonl")).text.trimEnd().split("\n");
    const read = lines.map((line) => JSON.parse(line));
    expect(read.map(({ start, duration }) => [start, duration])).toEqual(stored.map((row) => row.map(withoutSign)));
    for (const { parent = 1 } of read) expect(Number.isSafeInteger(parent)).toBe(true);
    const chrome = await exportSpans(path, "chrome");
    const events = JSON.parse(chrome.text).traceEvents.filter(({ ph }: { ph: string }) => ph === "X");
    expect(events.length + chrome.leftOut).toBe(rows.length);
    for (const { ts, dur } of events) {
      // The longest duration drawn, plus the rounding that far from the first span, where doubles are 4 µs apart.
      expect(Number.isFinite(ts) && dur >= 0 && dur <= 1e16 + 8).toBe(true);
    }
    const sql = "SELECT start, duration, duration * 1e300 AS more, -1e999 AS least FROM spans ORDER BY id";
    const rowsRead = JSON.parse((await run({ path, sql, format: "json" })).text);
    expect(rowsRead).toHaveLength(rows.length);
    const csv = (await exportSpans(path, "csv")).text.trimEnd().split("\r\n").slice(1);
    const fields = csv.map((line) => line.split(",").slice(2, 4));
    expect(fields.map((row) => row.map((field) => field.replaceAll(/^"|"$/g, "")))).toEqual(
      stored.map((row) => row.map(String)),
    );
  }
});

const withoutSign = (value: unknown) => (Object.is(value, -0) ? 0 : value);

test("a single far-off start does not displace the others in a trace", async () => {
  const usual = Array.from({ length: 20 }, (_, i) => ({ start: 1.76e9 + i, duration: 0.25 }));
  const places = async (rows: Row[]) => {
    const { text, leftOut } = await exportSpans(makeOdd(rows), "chrome");
    const events = JSON.parse(text).traceEvents as { ph: string; ts: number; dur: number }[];
    return { leftOut, places: events.filter(({ ph }) => ph === "X").map(({ ts, dur }) => [ts, dur]) };
  };
  const wanted = usual.map((_, i) => [i * 1e6, 250_000]);
  expect(await places(usual)).toEqual({ leftOut: 0, places: wanted });
  for (const start of [-1e300, -1e308, 1e300, -1e11])
    expect(await places([...usual, { start, duration: 1 }])).toEqual({ leftOut: 1, places: wanted });
  expect(await places([...usual, { start: 1.76e9, duration: 1e300 }])).toMatchObject({ leftOut: 1, places: wanted });
});
