/** The colour and the boxes that Explore begins with are the tag that "why slow" names first. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import { makeDatabase } from "../fixtures/fixture-database.ts";
import { writeOddFile } from "../fixtures/odd-files.ts";
import { KINDS, type Kind } from "../fixtures/planted/kinds.ts";
import { drawSeed } from "../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { readExplore } from "./explore.ts";
import { readWhy } from "./why.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-colors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FEW = 12;

/** What is drawn, and the tags with few values among the items of "why slow", in its order. */
function compare(db: Connection, name: string) {
  const scope = { ...DEFAULT_SCOPE, names: [name] };
  const { items } = readWhy(db, { scope, selection: { slowest: 5 } });
  const { color, columns } = readExplore(db, { scope, request: {} });
  const { x } = readExplore(db, { scope, request: { defaultX: "text" } });
  const isFew = (key: string) =>
    columns.some(
      ({ tag, kind, values }) => tag === key && kind !== "time" && values !== null && values > 1 && values <= FEW,
    );
  const named = items.flatMap((item) =>
    (item.kind === "category" || item.kind === "number") && item.of === "tag" && isFew(item.key) ? item.key : [],
  );
  return { color: columns.find(({ id }) => id === color)?.tag ?? null, x, drawn: color, named };
}

describe.each(["service", "parallel"] as const)("of every name of the %s file", (file) => {
  const path = join(folder, `${file}.db`);
  writeOddFile(file, path);
  const db = new Database(path, { readonly: true });
  const names = db.prepare<[], string>("SELECT DISTINCT name FROM spans").pluck().all();
  afterAll(() => db.close());

  test.each(names)("%s", (name) => {
    const { color, x, drawn, named } = compare(db, name);
    expect(color).toBe(named[0] ?? null);
    expect(x).toBe(drawn ?? "name");
  });
});

test("a status of two numbers is one of them", () => {
  const db = new Database(join(folder, "service.db"), { readonly: true });
  expect(compare(db, "GET /product/:id").color).toBe("status");
  db.close();
});

test.each(Object.keys(KINDS) as Kind[])("where the cause is planted: %s", (kind) => {
  const seed = drawSeed();
  for (let file = 0; file < 2; file++) {
    const plant = KINDS[kind](1 + ((seed + file) % 10_000));
    const db = makeDatabase(plant.spans);
    const { color, named } = compare(db, plant.name);
    expect(color).toBe(named[0] ?? null);
    db.close();
  }
});
