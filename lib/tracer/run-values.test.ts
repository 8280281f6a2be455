/** What a program says of its run with `SP.run`, whenever and wherever it says it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask, readRecorded } from "../fixtures/recorded.ts";
import { collectNotices, createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";
import { SessionWriter } from "../writer/session-writer.ts";
import { SpantomSession } from "./session.ts";

/** What was said, without the facts that every run has. */
const SAID = "SELECT key, value FROM run_tags WHERE key IN ('name', 'note') OR key LIKE 'param.%' ORDER BY key";
const readSaid = (path: string) => Object.fromEntries(queryFile<[string, string]>(path, SAID));

describe("in a program of one thread", () => {
  let traced: TracedFile;
  beforeEach(() => {
    traced = createTracedFile();
  });
  afterEach(() => traced.remove());
  const said = () => {
    traced.SP.flush();
    return readSaid(traced.path);
  };

  test("name and note are the run's, every other key is a parameter, and the last value counts", () => {
    const { SP } = traced;
    SP.run({ name: "first", note: "on battery", rate: 0.1 });
    SP.span("x", () => {});
    SP.run({ name: "second", rate: 0.2, cpu: "none", "git.commit": "mine" });
    expect(said()).toEqual({
      name: "second",
      note: "on battery",
      "param.cpu": "none",
      "param.git.commit": "mine",
      "param.rate": "0.2",
    });
    expect(queryFile(traced.path, "SELECT value FROM run_tags WHERE key = 'cpu'")).not.toEqual([["none"]]);
  });

  test("an empty name or note removes it; an empty parameter is one", () => {
    const { SP } = traced;
    SP.run({ name: "first", note: "on battery", mode: "" });
    SP.flush();
    SP.run({ name: "", note: "" });
    expect(said()).toEqual({ "param.mode": "" });
  });

  test("values are stored as tags' are, also those of a Map", () => {
    const { SP } = traced;
    const list = [1, 2];
    SP.run({ list, none: null, absent: undefined, big: 10n, long: "x".repeat(20_000) });
    list.push(3);
    SP.run(new Map([["from", "a map"]]));
    SP.span("x", { list: [1, 2], none: null, absent: undefined, big: 10n, long: "x".repeat(20_000) }, () => {});
    const tags = Object.entries({ ...traced.span("x").tags, from: "a map" });
    expect(said()).toEqual(Object.fromEntries(tags.map(([key, value]) => [`param.${key}`, value])));
  });

  test("what is no object is ignored, with one line; a getter that throws, and a proxy, are survived", () => {
    const { SP } = traced;
    const run = SP.run.bind(SP) as (values: unknown) => void;
    const throwing = {
      fine: 1,
      get bad() {
        throw new Error("mine");
      },
    };
    const lines = collectNotices(() => {
      for (const wrong of ["text", 5, null, undefined, [1], Promise.resolve()]) run(wrong);
      run(throwing);
      run(
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error("mine");
            },
          },
        ),
      );
    });
    expect(lines).toEqual([
      'spantom: SP.run() takes an object such as { name: "before", rate: 0.1 }; string is ignored',
    ]);
    expect(said()).toEqual({ "param.bad": "[unprintable]", "param.fine": "1" });
  });

  test("128 are kept, and one line says that there were more", () => {
    const { SP } = traced;
    const lines = collectNotices(() => {
      for (let i = 0; i < 200; i++) SP.run({ [`key ${i}`]: i });
      SP.run({ "key 5": "again" });
    });
    expect(lines).toEqual([expect.stringContaining("a run has at most 128 parameters")]);
    expect(Object.keys(said()).length).toBe(128);
    expect(said()["param.key 5"]).toBe("again");
  });

  test("have 65,536 characters together, also if they replace others", () => {
    const { SP } = traced;
    for (let i = 0; i < 9; i++) SP.run({ [`key ${i}`]: "" });
    for (let i = 0; i < 9; i++) SP.run({ [`key ${i}`]: "x".repeat(16_384) });
    expect(Object.values(said()).map(({ length }) => length)).toEqual([16_384, 16_384, 16_384, 0, 0, 0, 0, 0, 0]);
  });

  test("said before SP.init they go to that file, and to no other", () => {
    const unused = join(traced.folder, "unused.db");
    const [first, second] = [join(traced.folder, "first.db"), join(traced.folder, "second.db")];
    const session = new SpantomSession(unused);
    session.run({ rate: 1 });
    session.init(first);
    session.span("x", () => {});
    session.init(second);
    session.run({ more: 2 });
    session.close();
    expect(existsSync(unused)).toBe(false);
    expect(readSaid(first)).toEqual({ "param.rate": "1" });
    expect(readSaid(second)).toEqual({ "param.more": "2", "param.rate": "1" });
  });

  test("are still there after the file was cleared, and after it was closed", () => {
    const { SP } = traced;
    SP.run({ rate: 1 });
    SP.span("x", () => {});
    SP.clear();
    expect(said()).toEqual({});
    SP.span("y", () => {});
    expect(said()).toEqual({ "param.rate": "1" });
    SP.close();
    SP.run({ rate: 2 });
    SP.span("z", () => {});
    expect(said()).toEqual({ "param.rate": "2" });
  });

  test("another thread's or process's later value stays, whatever is said or closed here", () => {
    const { SP, path } = traced;
    SP.run({ step: "begun" });
    SP.span("x", () => {});
    SP.flush();
    const other = new SpantomSession(path);
    other.run({ step: "ended" });
    other.close();
    SP.run({ more: 1 });
    SP.close();
    SP.span("y", () => {});
    expect(said()).toEqual({ "param.more": "1", "param.step": "ended" });
  });

  test("what no writer could take, out of stack, is told with what comes next, and at last", () => {
    const { SP, path } = traced;
    SP.span("x", () => {});
    const tagRun = vi.spyOn(SessionWriter.prototype, "tagRun");
    const interrupt = () =>
      tagRun.mockImplementationOnce(() => {
        throw new RangeError("Maximum call stack size exceeded");
      });
    interrupt();
    SP.run({ first: 1 });
    SP.run({ second: 2 });
    expect(said()).toEqual({ "param.first": "1", "param.second": "2" });
    interrupt();
    SP.run({ third: 3 });
    SP.close();
    tagRun.mockRestore();
    expect(readSaid(path)).toEqual({ "param.first": "1", "param.second": "2", "param.third": "3" });
  });

  test("nothing is said with tracing off", () => {
    const path = join(traced.folder, "off.db");
    const session = new SpantomSession(path, { disabled: true });
    session.run({ rate: 1 });
    session.flush();
    session.close();
    expect(existsSync(path)).toBe(false);
  });
});

describe("at the end of a program", () => {
  let project: Project;
  beforeAll(() => {
    project = createProject();
    project.write(
      "said.mjs",
      `
      import { fork } from "node:child_process";
      import { isMainThread, Worker } from "node:worker_threads";
      import { SP } from "spantom";

      const [way] = process.argv.slice(2);
      const trace = (count = 1) => { for (let i = 0; i < count; i++) SP.span("x", () => {}); };
      const isChild = way === "child";
      const ways = {
        "last": () => { trace(); SP.run({ last: 1 }); },
        "exit": () => { trace(); SP.run({ last: 1 }); process.exit(); },
        "throw": () => { trace(); SP.run({ last: 1 }); throw new Error("mine"); },
        "rejection": async () => { trace(); SP.run({ last: 1 }); await Promise.reject(new Error("mine")); },
        "exit listener": () => { trace(); process.on("exit", () => SP.run({ last: 1 })); },
        "later": () => { trace(); setTimeout(() => SP.run({ last: 1 }), 20); },
        "load": () => { trace(30_000); SP.run({ last: 1 }); },
        "load, later": () => { trace(30_000); setTimeout(() => { trace(10); SP.run({ last: 1 }); }, 200); },
        "no span": () => { SP.run({ last: 1 }); },
        "thread": () => { trace(); new Worker("./said.mjs", { argv: ["child"] }); },
        "fork": () => { trace(); fork("./said.mjs", ["child"]); },
        "child": () => { SP.run({ last: 1 }); },
      };
      await ways[way]();
    `,
    );
  });
  afterAll(() => project.remove());

  const WAYS = {
    "as its last statement": "last",
    "right before process.exit": "exit",
    "right before an error": "throw",
    "right before a rejection": "rejection",
    "in a listener of the exit": "exit listener",
    "long after its last span": "later",
    "after very many spans": "load",
    "after very many spans, and a pause": "load, later",
    "and nothing else": "no span",
    "in a worker thread that traces nothing": "thread",
    "in a child process that traces nothing": "fork",
  };
  describe.each(["main", "thread"])("with writer %s", (writer) => {
    test.each(Object.entries(WAYS))("what is said %s is kept", async (_, way) => {
      const file = project.at(`${way} ${writer}.db`);
      await project.run("said.mjs", [way], { env: { SPANTOM_DB: file, SPANTOM_WRITER: writer } });
      expect(readSaid(file)).toEqual({ "param.last": "1" });
      expect(readRecorded(file)).toMatchObject({ runs: 1, faults: [] });
    });
  });

  test.each(["main", "thread"])("a file that stays locked costs what is said, and one line (%s)", async (writer) => {
    const file = project.at(`locked ${writer}.db`);
    await project.run("said.mjs", ["last"], { env: { SPANTOM_DB: file } });
    project.write(
      "locked.mjs",
      `import { createRequire } from "node:module";
       import { SP } from "spantom";
       const Database = createRequire(import.meta.url)("better-sqlite3");
       SP.span("y", () => {});
       SP.flush();
       globalThis.held = new Database(process.env.SPANTOM_DB).exec("BEGIN IMMEDIATE");
       SP.run({ last: 2 });`,
    );
    const { code, stderr } = await project.run("locked.mjs", [], {
      env: { SPANTOM_DB: file, SPANTOM_WRITER: writer },
    });
    expect([code, stderr]).toEqual([
      0,
      `spantom: the last tags not written to ${file}: it stayed locked or full until the end\n`,
    ]);
    expect(ask(file, "SELECT value FROM run_tags WHERE key = 'param.last'")).toEqual(["1"]);
  });
});
