import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { ExploreSource } from "../analysis/explore/source.ts";
import { makeMany } from "../fixtures/many.ts";
import { makeTurns } from "../fixtures/turns.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { resolveScope } from "../queries/sql/scoped-spans.ts";
import { openReader } from "../store/database.ts";
import type { Connection } from "../store/driver.ts";
import { readColumns } from "./read-columns.ts";
import { readKey } from "./read-key.ts";
import { readSpanRange } from "./span-range.ts";

/** Without recorded parents. */
const python = openReader(Database, fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)));
afterAll(() => python.close());

const FILES: readonly (readonly [string, Connection, readonly string[]])[] = [
  ["one run", makeMany({ spans: 3_000 }), ["step 1", "request"]],
  ["two runs in turns", makeTurns(2_000), ["request"]],
  ["written by Python", python, ["parse"]],
];

test.each(FILES)("each key alone is read as all keys together: %s", (_, db, names) => {
  const scopes: Scope[] = [DEFAULT_SCOPE, { ...DEFAULT_SCOPE, names }, { ...DEFAULT_SCOPE, run: "all", to: 0.3 }];
  let compared = 0;
  for (const scope of scopes) {
    const scoped = resolveScope(db, scope);
    const all = new ExploreSource(readColumns(db, scoped));
    for (const { id, tag: key, from, kind, numeric } of all.columns) {
      if (key === null) continue;
      const texts = numeric ? [] : all.texts(id).texts.slice(0, 1);
      const range = readSpanRange(db, scoped, "exact", () => undefined);
      const found = readKey(db, range, { key, from, kind, numeric, texts }, () => undefined);
      if ("numbers" in found) expect(found.numbers, id).toEqual(all.numbers(id));
      else {
        const { codes, texts } = all.texts(id);
        const written = (code: number, list: readonly string[]) => list[code] ?? null;
        expect(
          Array.from(found.codes, (code) => written(code, found.texts)),
          id,
        ).toEqual(Array.from(codes, (code) => written(code, texts)));
      }
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(4);
});
