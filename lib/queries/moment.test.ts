/** Whatever two programs write meanwhile, all questions of one moment are answered as if it still lasted. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { endAt, parseScope, type Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { creationSql } from "../store/schema.ts";
import { readNewestId } from "./newest.ts";
import { type QueryName, runQuery } from "./registry.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-moment-"));
afterAll(() => rmSync(folder, { recursive: true }));

const START = 1_764_000_000;

type Random = ReturnType<typeof drawRandom>;

/** Programs that write by turns into one file: trees of two levels with tags and errors, one transaction a turn. */
class Programs {
  readonly #db: Connection;
  readonly #random: Random;
  #clock = START;
  #runs = 0;

  constructor(db: Connection, random: Random) {
    this.#db = db;
    this.#random = random;
    this.begin();
  }

  begin(): void {
    // Far enough apart to be no session, or near enough to be one.
    this.#clock += this.#random.pick([1, 4000]);
    const values = [`run-${this.#runs++}`, this.#clock];
    this.#db.prepare("INSERT INTO runs VALUES (?, ?, 1, 'host', 'node program.mjs', 'v24', '/')").run(...values);
  }

  clear(): void {
    this.#db.exec("DELETE FROM span_tags; DELETE FROM spans; DELETE FROM run_spans; DELETE FROM runs");
    this.#runs = 0;
    this.begin();
  }

  write(): void {
    this.#db.transaction(() => {
      const first = readNewestId(this.#db) + 1;
      for (let trees = 1 + this.#random.below(8); trees > 0; trees--) this.#addTree();
      const run = `run-${this.#random.below(this.#runs)}`;
      this.#db.prepare("INSERT INTO run_spans VALUES (?, ?, ?)").run(run, first, readNewestId(this.#db));
    })();
  }

  #addTree(): void {
    const random = this.#random;
    const children: unknown[] = [];
    const began = this.#clock;
    for (let child = random.below(4); child > 0; child--) children.push(this.#addSpan(random.pick(["read", "parse"])));
    const parent = this.#addSpan("request", this.#clock - began + 0.25, began);
    for (const child of children) this.#db.prepare("INSERT INTO span_links VALUES (?, ?)").run(child, parent);
  }

  #addSpan(name: string, duration = (1 + this.#random.below(64)) / 1024, start = this.#clock): unknown {
    this.#clock += 1 / 16;
    const span = this.#db.prepare("INSERT INTO spans (name, start, duration) VALUES (?, ?, ?)");
    const id = span.run(name, start, duration).lastInsertRowid;
    const tag = this.#db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, ?, ?)");
    if (name === "request") tag.run(id, "user", String(this.#random.below(3)));
    else tag.run(id, "cache", this.#random.pick(["cold", "warm"]));
    if (this.#random.chance(0.1)) this.#db.prepare("INSERT INTO span_errors VALUES (?, 'Error', '', NULL)").run(id);
    return id;
  }
}

const SCOPES = ["", "run=all", "name=request", "tag=user=1", "error=any", "window=20", "from=1&to=400", "run=run-0"];

const ROWS = { sort: { column: "duration", desc: true }, offset: 0, limit: 20 };
const COMPARED = { choice: { ...DEFAULT_CHOICE, by: "windows" } };

/** Every query about the spans of a scope, with what else it takes. */
const QUESTIONS: readonly (readonly [QueryName, object])[] = [
  ["overview", {}],
  ["selfTimes", {}],
  ["overviewSql", {}],
  ["scopeCount", {}],
  ["scopeErrors", {}],
  ["scopeNames", {}],
  ["scopeNewest", {}],
  ["scopeStrip", {}],
  ["scopeTags", {}],
  ["explore", { request: {} }],
  ["exploreRows", { request: ROWS }],
  ["exploreStart", { plot: {}, rows: ROWS }],
  ["why", { selection: { slowest: 5 } }],
  ["compare", COMPARED],
  ["compareSides", COMPARED],
  ["compareStart", { choice: DEFAULT_CHOICE }],
  ["searchIndex", {}],
  ["spanRank", { id: 1 }],
];

/** Times taken are not of the spans, and a command for an older moment says so. */
function answerOf(db: Connection, name: QueryName, scope: Scope, more: object): unknown {
  const { run, window, maxSpanId } = scope;
  const params = { scope, ...(name === "searchIndex" && { run, window, maxSpanId }), ...more };
  const text = JSON.stringify(runQuery(db, name, params as never), (key, value) => (key === "seconds" ? 0 : value));
  return JSON.parse(text.replace(/ --until \d+/g, ""));
}

interface Moment {
  readonly lastId: number;
  /** The file as it was. */
  readonly file: Connection;
}

test("every answer as of a moment is that of the file as it was then", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const path = join(folder, `${round}.db`);
    const writer = new Database(path);
    writer.exec(creationSql(new Set()));
    const programs = new Programs(writer, random);
    const moments: Moment[] = [];
    for (let turn = 0; turn < 60; turn++) {
      if (random.chance(0.1)) programs.begin();
      programs.write();
      if (random.chance(0.2)) moments.push({ lastId: readNewestId(writer), file: new Database(writer.serialize()) });
      if (moments.length === 0) continue;
      const { lastId, file } = random.pick(moments.slice(-2));
      const asked = parseScope(new URLSearchParams(random.pick(SCOPES)));
      // A question opens the file anew, as those of a reader's process do, and finds what earlier ones have kept.
      const now = new Database(path, { readonly: true });
      const [name, more] = random.pick(QUESTIONS);
      const scope = endAt(asked, lastId);
      const known = answerOf(file, "runs", asked, {}) as readonly { id: string }[];
      if (asked.run !== "run-0" || known.some(({ id }) => id === "run-0"))
        expect(answerOf(now, name, scope, more), `${name} ${asked.run} until ${lastId}`).toEqual(
          answerOf(file, name, asked, more),
        );
      const { window } = resolveScope(now, endAt(parseScope(new URLSearchParams("run=all")), lastId));
      expect(window.total).toBe(writer.prepare("SELECT count(*) FROM spans WHERE id <= ?").pluck().get(lastId));
      now.close();
    }
    for (const { file } of moments) file.close();
    writer.close();
  }
});

test("spans deleted since then are in no answer of that moment", () => {
  const random = drawRandom();
  const path = join(folder, "cleared.db");
  const writer = new Database(path);
  writer.exec(creationSql(new Set()));
  const programs = new Programs(writer, random);
  for (let turn = 0; turn < 20; turn++) programs.write();
  const scope = endAt(parseScope(new URLSearchParams()), readNewestId(writer));
  const count = () => {
    const now = new Database(path, { readonly: true });
    try {
      return runQuery(now, "overview", { scope }).count;
    } finally {
      now.close();
    }
  };
  expect(count()).toBe(scope.maxSpanId);
  programs.clear();
  expect(count()).toBe(0);
  programs.write();
  expect(count(), "new ids follow the old ones").toBe(0);
  writer.close();
});
