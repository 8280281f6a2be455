/** The session's methods: which file they use, when, and what each of them returns. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { collectNotices, createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";
import { DEFAULT_DB } from "../store/file-path.ts";
import { SpantomSession } from "./session.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

const at = (name: string) => join(traced.folder, name);
const EMPTY = {
  spanCount: 0,
  tagCount: 0,
  minStart: null,
  maxStart: null,
  totalDuration: null,
  spanNames: [],
  tagKeys: [],
  dropped: 0,
};

describe("init", () => {
  test("without a path leaves the choice to SPANTOM_DB, read when it is needed, then to the default", () => {
    const session = new SpantomSession().init().init({});
    process.env.SPANTOM_DB = at("late.db");
    expect(session.path).toBe(at("late.db"));
    process.env.SPANTOM_DB = at("too-late.db");
    expect(session.path).toBe(at("late.db"));
    process.env.SPANTOM_DB = "";
    expect(new SpantomSession().path).toBe(DEFAULT_DB);
    delete process.env.SPANTOM_DB;
    expect(new SpantomSession().path).toBe(DEFAULT_DB);
    expect(DEFAULT_DB).toBe(process.platform === "win32" ? join(tmpdir(), "spantom.db") : "/tmp/spantom.db");
  });

  test("with a path wins over SPANTOM_DB", () => {
    process.env.SPANTOM_DB = at("env.db");
    expect(new SpantomSession(at("given.db")).path).toBe(at("given.db"));
    expect(new SpantomSession().init(at("given.db"), { handleSignals: false }).path).toBe(at("given.db"));
    delete process.env.SPANTOM_DB;
  });

  test("with the same path again changes nothing", () => {
    SP.span("a", (a) => {
      expect(SP.init(traced.path)).toBe(SP);
      expect(SP.current).toBe(a);
      SP.span("b", () => {});
    });
    expect(traced.tree()).toEqual(["b < a", "a"]);
    expect(traced.query("SELECT count(*) FROM run_spans")).toEqual([[1]]);
  });

  test("with another path sends what ends from then on there", () => {
    SP.span("first", () => {});
    SP.span("runs", () => SP.init(at("other.db")));
    SP.close();
    expect(queryFile(traced.path, "SELECT name FROM spans")).toEqual([["first"]]);
    expect(queryFile(at("other.db"), "SELECT name FROM spans")).toEqual([["runs"]]);
  });

  test("keeps the path as given, and the file where it was then", () => {
    const given = relative(process.cwd(), at("relative.db"));
    SP.init(given);
    const folder = process.cwd();
    const elsewhere = mkdtempSync(join(tmpdir(), "spantom-elsewhere-"));
    process.chdir(elsewhere);
    SP.span("a", () => {});
    expect(SP.summary()).toMatchObject({ dbPath: given, spanCount: 1 });
    process.chdir(folder);
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
    expect(existsSync(at("relative.db"))).toBe(true);
  });

  test("knows ~ as the home folder", () => {
    const inHome = relative(homedir(), at("home.db"));
    SP.init(`~/${inHome}`);
    SP.span("a", () => {});
    SP.close();
    expect(existsSync(at("home.db"))).toBe(true);
  });

  test.each([
    ["an empty path", "", /not an empty string$/],
    ["a number", 42, /not number$/],
    ["null", null, /not null$/],
    ["bytes", Buffer.from("/tmp/a.db"), /not Uint8Array$/],
    ["a NUL", "a\0b", /without a NUL character$/],
    ["a URI", "file:a.db?mode=ro", /not a URI$/],
  ])("throws a TypeError for %s, in one line", (_kind, path, message) => {
    const init = () => SP.init(path as string, {});
    expect(init).toThrow(TypeError);
    expect(init).toThrow(message);
    expect(init).toThrow(/^SP\.init\(path\): path must be a file name such as "\/tmp\/my_spans\.db"/);
    expect(SP.path).toBe(traced.path);
  });

  test("throws a TypeError for options that are none; an unknown one is said", () => {
    expect(() => SP.init(traced.path, "disabled" as never)).toThrow(TypeError);
    expect(() => SP.init(traced.path, null as never)).toThrow(TypeError);
    const lines = collectNotices(() => SP.init({ sample: 0.5 } as never));
    expect(lines).toEqual(["spantom: SP.init() has no option sample; it has disabled and handleSignals"]);
  });
});

describe("summary", () => {
  test("of an empty file is zeros", () => {
    expect(SP.summary()).toEqual({ dbPath: traced.path, ...EMPTY });
  });

  test("counts what was traced until now, names and keys in the order of first appearance", () => {
    SP.write("zebra", 20, 2, { z: 1, a: 2 });
    SP.write("apple", 10, 0.5, { a: 3, b: 4 });
    SP.write("zebra", 30, 0);
    expect(SP.summary()).toEqual({
      dbPath: traced.path,
      spanCount: 3,
      tagCount: 4,
      minStart: 10,
      maxStart: 30,
      totalDuration: 2.5,
      spanNames: ["zebra", "apple"],
      tagKeys: ["z", "a", "b"],
      dropped: 0,
    });
  });
});

describe("clear", () => {
  test("deletes what is in the file and what waits for it, and says true", () => {
    SP.span("a", () => SP.tag({ a: 1 }));
    expect(SP.clear()).toBe(true);
    expect(SP.summary()).toEqual({ dbPath: traced.path, ...EMPTY });
    expect(SP.clear()).toBe(true);
  });

  test("takes the current span's tags, not its parents'; what runs is written later", () => {
    SP.span("parent", () => {
      SP.tag({ parents: "kept" });
      SP.span("child", () => {
        SP.tag({ before: "gone" });
        SP.clear();
        SP.tag({ after: "kept" });
      });
    });
    expect(traced.tree()).toEqual(["child < parent", "parent"]);
    expect(traced.spans().map(({ tags }) => tags)).toEqual([{ after: "kept" }, { parents: "kept" }]);
  });
});

describe("write", () => {
  test("ignores what is not seconds, and says so", () => {
    const lines = collectNotices(() => {
      SP.write("bad", Number.NaN, 1);
      SP.write("bad", new Date(0) as never, 1);
      SP.write("bad", 1, Symbol("x") as never);
    });
    const rule = "spantom: SP.write(name, start, duration) takes seconds";
    expect(lines).toEqual([
      `${rule}; NaN, 1 are ignored`,
      `${rule}; 1970-01-01T00:00:00.000Z, 1 are ignored: pass date.getTime() / 1000`,
    ]);
    expect(collectNotices(() => SP.write("negative", 5, -1))).toEqual([
      "spantom: SP.write(): a duration below 0, such as -1, is recorded as 0",
    ]);
    expect(traced.query("SELECT name, duration FROM spans")).toEqual([["negative", 0]]);
  });

  test("ignores a start in another unit or before 1970 or past 5000, and says what to do", () => {
    const now = 1_795_380_419.875;
    const lines = collectNotices(() => {
      for (const factor of [1e3, 1e6, 1e9, 1e15]) for (let i = 0; i < 3; i++) SP.write("bad", now * factor, 1);
      SP.write("bad", -5, 1);
      SP.write("bad", Date.UTC(5000) / 1000, 1);
    });
    const rule = "spantom: SP.write(name, start, duration) takes seconds since 1970; a start of";
    expect(lines).toEqual([
      `${rule} 1795380419875 is past the year 5000 and ignored: divide milliseconds by 1,000`,
      `${rule} 1795380419875000 is past the year 5000 and ignored: divide microseconds by 1,000,000`,
      `${rule} 1795380419875000000 is past the year 5000 and ignored: divide nanoseconds by 1,000,000,000`,
      `${rule} 1.795380419875e+24 is past the year 5000 and ignored: pass Date.now() / 1000`,
      `${rule} -5 is before that and ignored: pass Date.now() / 1000`,
    ]);
    for (const start of [0, now, Date.UTC(5000) / 1000 - 1]) SP.write("good", start, 1);
    expect(traced.query("SELECT start FROM spans")).toEqual([[0], [now], [Date.UTC(5000) / 1000 - 1]]);
  });
});

describe("flush", () => {
  const breakFile = (path: string) =>
    writeFileSync(path, "no database, but a text that is longer than a head of one".repeat(9));

  test("says that all is in the file, also where nothing was to be written", () => {
    expect(SP.flush()).toBe(true);
    SP.span("a", () => {});
    expect(SP.flush()).toBe(true);
    expect(queryFile(traced.path, "SELECT name FROM spans")).toEqual([["a"]]);
    SP.close();
    expect(SP.flush()).toBe(true);
    expect(new SpantomSession(at("off.db"), { disabled: true }).flush()).toBe(true);
  });

  test("says that spans still wait for a locked file, until they are written", () => {
    SP.span("first", () => {});
    SP.flush();
    const other = new Database(traced.path);
    other.exec("BEGIN IMMEDIATE");
    SP.span("waits", () => {});
    expect(SP.flush()).toBe(false);
    other.exec("COMMIT");
    other.close();
    expect(SP.flush()).toBe(true);
    expect(traced.tree()).toEqual(["first", "waits"]);
  });

  test("says once that spans are lost, so that nobody tries for ever", () => {
    breakFile(at("broken.db"));
    collectNotices(() => {
      SP.init(at("broken.db"));
      SP.span("lost", () => {});
      SP.summary(); // Flushes too, without reporting losses.
      expect(SP.flush()).toBe(false);
      expect(SP.flush()).toBe(true);
      SP.span("lost as well", () => {});
      expect(SP.flush()).toBe(false);
      expect(SP.summary().dropped).toBe(2);
    });
    SP.init(at("good.db"));
    SP.span("kept", () => {});
    expect(SP.flush()).toBe(true);
  });
});

describe("close", () => {
  test("writes what waits; a later span opens the file again", () => {
    SP.span("a", () => {});
    SP.close();
    expect(readdirSync(traced.folder)).toEqual(["traced.db"]); // One file that can be copied.
    expect(queryFile(traced.path, "SELECT name FROM spans")).toEqual([["a"]]);
    SP.close();
    SP.span("b", () => {});
    expect(traced.tree()).toEqual(["a", "b"]);
  });

  test("is what `using` does with a session", () => {
    {
      using session = new SpantomSession(at("used.db"));
      session.span("a", () => {});
    }
    expect(queryFile(at("used.db"), "SELECT name FROM spans")).toEqual([["a"]]);
  });
});

describe("disabled", () => {
  test.each(["1", "true", "TRUE"])("by SPANTOM_DISABLED=%s, read when it is needed", (value) => {
    const session = new SpantomSession(at("disabled.db"));
    process.env.SPANTOM_DISABLED = value;
    expect(session.enabled).toBe(false);
    delete process.env.SPANTOM_DISABLED;
    expect(session.enabled).toBe(false);
    session.span("a", () => session.tag({ a: 1 }));
    session.close();
    expect(existsSync(at("disabled.db"))).toBe(false);
  });

  test("every form works and does nothing", async () => {
    const session = new SpantomSession(at("disabled.db"), { disabled: true });
    expect(session.span("a", (span) => [span.ended, span.tag({}) === span, span.run(() => 7)])).toEqual([
      true,
      true,
      7,
    ]);
    expect(await session.span("a", async () => 8)).toBe(8);
    {
      using span = session.span("a");
      span.tag({ a: 1 });
      span.enter().tag({}).fail(1).end();
      expect(session.current).toBeUndefined();
    }
    expect(session.tag({ a: 1 })).toBe(false);
    session.write("a", 1, 1);
    session.flush();
    expect(session.clear()).toBe(false);
    expect(session.summary()).toEqual({ dbPath: at("disabled.db"), ...EMPTY });
    expect(() => session.conn).toThrow("tracing is off");
    session.close();
    expect(readdirSync(traced.folder)).toEqual([]);
  });

  test("can be switched while the program runs, for functions wrapped before", () => {
    const fn = SP.span()(function fn() {});
    fn();
    SP.init({ disabled: true });
    fn();
    SP.init({ disabled: false });
    fn();
    expect(traced.tree()).toEqual(["fn", "fn"]);
  });
});
