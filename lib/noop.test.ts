/** The build for browsers and the edge: it behaves like a session that is turned off, and needs nothing from Node. */
import { readFileSync, writeFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Session } from "./api.ts";
import { createProject, type Project } from "./fixtures/project.ts";
import * as real from "./index.ts";
import * as noop from "./noop.ts";

/** The same names with the same types: this line does not compile otherwise. */
const both: Record<"real" | "noop", typeof real> = { real, noop };

/** As plain JavaScript may call it. */
// biome-ignore lint/suspicious/noExplicitAny: nothing is promised about it
const loose = (fn: unknown) => fn as (...args: unknown[]) => any;
const double = (x: number) => x * 2;
class Job {
  run() {
    return "ran";
  }
  get size() {
    return 3;
  }
}
const context = { kind: "method", name: "run", addInitializer() {} };
const run = Object.getOwnPropertyDescriptor(Job.prototype, "run");

/** What a program can do with the package, and observe of it. */
const USES: Record<string, (SP: Session) => unknown> = {
  "runs a function": (SP) => SP.span("a", () => 5),
  "runs one with tags": (SP) => SP.span("a", { b: 1 }, () => 5),
  "gives it a span": (SP) => SP.span("a", (span) => [span.name, span.start, span.ended, span.tag({ a: 1 }) === span]),
  "runs inside of that span": (SP) => SP.span("a", (span) => span.fail(new Error("x")).run(() => 6)),
  "throws what it throws": (SP) =>
    SP.span("a", () => {
      throw new RangeError("mine");
    }),
  "wraps by a handle": (SP) => [SP.span("a")(double) === double, SP.span()(double) === double],
  "wraps at once": (SP) => SP.span(double) === double,
  "keeps the handle's name": (SP) => [SP.span("a").name, SP.span().name, SP.span("").name],
  "decorates, standard": (SP) => SP.span()(Job.prototype.run, context as never) === Job.prototype.run,
  "decorates, legacy": (SP) => loose(SP.span())(Job.prototype, "run", run).value === Job.prototype.run,
  "decorates bare, legacy": (SP) => loose(SP.span)(Job.prototype, "run", run).value === Job.prototype.run,
  "refuses a class": (SP) => loose(SP.span())(Job),
  "refuses what is no function": (SP) => loose(SP.span("a"))(5),
  "is a block": (SP) => {
    const handle = SP.span("a");
    const span = handle.tag({ b: 1 }).enter();
    const known = [span.tag({ c: 1 }) === span, span.ended, handle.begin().name, handle.fail(1) === handle];
    handle.end();
    handle[Symbol.dispose]();
    span[Symbol.dispose]();
    return known;
  },
  "runs nothing that is no function": (SP) => SP.span("a", (span) => loose(span.run)(5)),
  "runs nothing outside of spans that is no function": (SP) => loose(SP.outside)(null),
  "says what the run is": (SP) => [SP.run({ name: "a", rate: 1 }), SP.run(loose(String) as never)],
  "runs a function outside of spans": (SP) => SP.outside(() => [SP.current, 7]),
  "tags nothing": (SP) => [SP.tag({ a: 1 }), SP.current, SP.enabled],
  "writes nothing": (SP) => [SP.write("a", 1, 1), SP.flush(), SP.clear(), SP.close()],
  "counts nothing": (SP) => SP.init("/x/y.db").summary(),
  "remembers the path": (SP) => [SP.init("/x/y.db") === SP, SP.path, SP.init({ disabled: true }) === SP, SP.path],
  "refuses a number for a path": (SP) => SP.init(5 as never),
  "refuses a URI": (SP) => SP.init("file:///x.db"),
  "refuses a text for options": (SP) => SP.init("/x.db", "no" as never),
  "can be disposed of": (SP) => SP[Symbol.dispose](),
};

function outcome(use: (SP: Session) => unknown, SP: Session): unknown {
  try {
    return { value: use(SP) };
  } catch (error) {
    return { error: (error as Error).name, message: (error as Error).message };
  }
}

describe("as a session that is turned off", () => {
  test.each(Object.entries(USES))("it %s", (_, use) => {
    const off = new real.SpantomSession("/tmp/off.db", { disabled: true });
    const answer = outcome(use, new noop.SpantomSession("/tmp/off.db"));
    expect(answer).toEqual(outcome(use, off));
    expect(answer).toBeDefined();
  });

  test("it exports the same, and has no connection either", () => {
    expect(Object.keys(noop).sort()).toEqual(Object.keys(real).sort());
    for (const { SpantomSession } of Object.values(both)) {
      const off = new SpantomSession("/tmp/off.db", { disabled: true });
      expect(() => off.conn).toThrow(/tracing is off.*there is no connection/);
    }
    expect(noop.SP.path).toBe(noop.DEFAULT_DB);
  });
});

describe("bundlers", () => {
  let project: Project;
  beforeAll(async () => {
    project = createProject();
    project.write(
      "page.mjs",
      `import { SP } from "spantom";
      const double = (x) => x * 2;
      const handle = SP.span("block").enter();
      globalThis.seen = JSON.stringify([SP.span("a", () => double(4)), SP.span("b")(double) === double, handle.ended, SP.summary().spanCount]);`,
    );
    project.write("page.cjs", 'const { SP } = require("spantom"); globalThis.seen = JSON.stringify(SP.enabled);');
  });
  afterAll(() => project.remove());

  async function bundle(page: string, options: BuildOptions): Promise<string> {
    const entryPoints = [project.at(page)];
    const { outputFiles = [] } = await build({ bundle: true, write: false, format: "iife", entryPoints, ...options });
    return outputFiles[0]?.text ?? "";
  }

  function runsAnywhere(code: string, seen: string): void {
    expect(code).not.toMatch(/\brequire\(|node:|better-sqlite3|\bprocess\b|\bBuffer\b/);
    const world: { seen?: string } = {};
    runInNewContext(code, world);
    expect(world.seen).toBe(seen);
  }

  test.each<[string, BuildOptions]>([
    ["a browser", { platform: "browser" }],
    ["the edge of Vercel and Next", { platform: "neutral", conditions: ["edge-light", "import"] }],
    ["workerd", { platform: "neutral", conditions: ["workerd", "import"] }],
    ["React Native", { platform: "neutral", conditions: ["react-native", "import"] }],
  ])("for %s take it, and it runs where nothing of Node is", async (_, options) => {
    runsAnywhere(await bundle("page.mjs", options), "[8,true,true,0]");
  });

  test("take it for a require too", async () => {
    runsAnywhere(await bundle("page.cjs", { platform: "browser" }), "false");
  });

  test("that know no `exports` take it too", async () => {
    const file = project.at("node_modules/spantom/package.json");
    const { exports: _, ...old } = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify(old));
    runsAnywhere(await bundle("page.mjs", { platform: "browser" }), "[8,true,true,0]");
  });
});
