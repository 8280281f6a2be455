import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { drawSeed } from "../fixtures/seed.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { resolveScope } from "../queries/sql/scoped-spans.ts";
import { createRandom } from "../stats/random.ts";
import type { Connection } from "../store/driver.ts";
import type { SpanColumns } from "./columns.ts";
import { readColumns } from "./read-columns.ts";
import { MISSING_CODE } from "./tag-values.ts";

const read = (db: Connection, scope: Partial<Scope> = {}) =>
  readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all", ...scope }));

/** The error type of each span, by id. */
function typesOf({ id, error }: SpanColumns): Record<number, string | null> {
  const codes = error?.codes();
  const textOf = (code = MISSING_CODE) => (code === MISSING_CODE ? null : (error?.values[code] ?? "?"));
  return Object.fromEntries([...id].map((one, row) => [one, textOf(codes?.[row])]));
}

const TYPES = ["TypeError", "Unfinished", "404", "", "O'Hara?", "a\u001fb\u001ec", "\u0000", "any", "😀"];

function makeSpans(seed: number, share: number, types: readonly string[]): FixtureSpan[] {
  const random = createRandom(seed);
  return Array.from({ length: 400 }, (_, index): FixtureSpan => {
    const type = types[Math.floor(random.next() * types.length)] ?? "";
    const failed = random.next() < share;
    return {
      id: index * 3 + 5,
      name: ["read", "write"][index % 2] ?? "",
      start: index,
      duration: 1,
      tags: { error: "a tag", size: String(index) },
      ...(failed && { error: { type, message: "no" } }),
    };
  });
}

test.each([
  ["some", 0.2, TYPES],
  ["all", 1, TYPES],
  ["unfinished ones only", 0.3, ["Unfinished"]],
] as const)("every span has the type of its error: %s", (_, share, types) => {
  const db = makeDatabase(makeSpans(drawSeed(), share, types));
  for (const scope of [{}, { names: ["write"] }, { from: 20, to: 260 }, { window: 77 }]) {
    const columns = read(db, scope);
    const stored = db
      .prepare<[], { id: number; type: string | null }>(
        "SELECT id, type FROM spans LEFT JOIN span_errors ON span_id = id ORDER BY id",
      )
      .all();
    const wanted = stored.filter(({ id }) => columns.id.includes(id));
    expect(typesOf(columns)).toEqual(Object.fromEntries(wanted.map(({ id, type }) => [id, type])));
    expect(columns.error?.count ?? 0).toBe(wanted.filter(({ type }) => type !== null).length);
  }
});

test("types are texts, even if they read as numbers, and are apart from a tag called error", () => {
  const { error, tags } = read(makeDatabase(makeSpans(1, 0.5, ["404", "500"])), { names: ["read"] });
  expect(error).toMatchObject({ key: "error", kind: "text", inherited: false, numericShare: 0, capped: false });
  expect([...(error?.values ?? [])].sort()).toEqual(["404", "500"]);
  expect(tags.map(({ key, values }) => [key, values.length])).toEqual([
    ["error", 1],
    ["size", 200],
  ]);
});

test("without errors there is no column: none among the spans, none in the file, no such table, another tool's", () => {
  const one = makeSpans(1, 0, TYPES).map((span) =>
    span.id === 8 ? { ...span, error: { type: "TypeError", message: "" } } : span,
  );
  expect(read(makeDatabase(one), { names: ["read"] }).error).toBeNull();
  expect(read(makeDatabase(one), { names: ["write"] }).error?.count).toBe(1);
  expect(read(makeDatabase(makeSpans(1, 0, TYPES))).error).toBeNull();
  expect(read(makeDatabase(makeSpans(1, 1, TYPES), { plain: true })).error).toBeNull();
  const other = makeDatabase(makeSpans(1, 0, TYPES), { plain: true });
  other.exec("CREATE TABLE span_errors (span_id, text); INSERT INTO span_errors VALUES (5, 'no')");
  expect(read(other).error).toBeNull();
});

test("an error that no span has, or without a text as its type, does no harm", () => {
  const db = makeDatabase(makeSpans(1, 0, TYPES), { plain: true });
  db.exec(`CREATE TABLE span_errors (span_id, type, message, stack);
    INSERT INTO span_errors VALUES (NULL, 'a', '', ''), (6, 'b', '', ''), ('x', 'c', '', ''), (8, NULL, '', ''),
      (11, x'616263', '', ''), (14, 7, '', '')`);
  const types = typesOf(read(db));
  expect(Object.entries(types).filter(([, type]) => type !== null)).toEqual([
    ["8", ""],
    ["11", "abc"],
    ["14", "7"],
  ]);
});
