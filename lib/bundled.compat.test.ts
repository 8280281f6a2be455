/** A bundled server program, with the package in it or beside it, traces as before. */
import { cpSync, mkdirSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, parse } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUNDLERS } from "./fixtures/bundlers.ts";
import { createProject, type Project } from "./fixtures/project.ts";
import { ask, readRecorded } from "./fixtures/recorded.ts";

const BODY = `
const work = SP.span("work")((n) => { SP.tag({ n }); return n * 2; });
SP.span("outer", () => { for (let n = 0; n < 20; n++) work(n); });
console.log(SP.summary().spanCount);`;

let project: Project;
beforeAll(() => {
  project = createProject();
  project.write("program.mjs", `import { SP } from "spantom";${BODY}`);
  project.write("program.cjs", `const { SP } = require("spantom");${BODY}`);
});
afterAll(() => project.remove());

/** Another machine as far as paths go: the bundle, better-sqlite3, and the package only if the bundle needs it. */
function deploy(built: string, slug: string, withPackage: boolean): string {
  const there = project.at(`deployed ${slug}`);
  mkdirSync(join(there, "node_modules"), { recursive: true });
  symlinkSync(
    realpathSync(project.at("node_modules/better-sqlite3")),
    join(there, "node_modules/better-sqlite3"),
    "dir",
  );
  if (withPackage) cpSync(project.at("node_modules/spantom"), join(there, "node_modules/spantom"), { recursive: true });
  renameSync(built, join(there, basename(built)));
  return join(there, basename(built));
}

describe.each(BUNDLERS)("$name", ({ name, bundlesPackage, bundle }) => {
  const slug = name.replace(/\W+/g, "-");
  let program: string;
  beforeAll(async () => {
    program = deploy(await bundle(project.folder, project.at(`out-${slug}`)), slug, !bundlesPackage);
    // Nothing from where it was built can be found any more.
    renameSync(project.at("node_modules"), project.at("gone"));
  });
  afterAll(() => renameSync(project.at("gone"), project.at("node_modules")));

  test.each(["main", "thread"])("traces; written by the %s", async (writer) => {
    const file = project.at(`${slug}-${writer}.db`);
    const env = { SPANTOM_DB: file, SPANTOM_WRITER: writer };
    expect(await project.run(program, [], { env })).toMatchObject({ code: 0, stderr: "", stdout: "21\n" });
    expect(readRecorded(file)).toMatchObject({
      count: { work: 20, outer: 1 },
      links: ["work < outer"],
      tagCount: 20,
      runs: 1,
      faults: [],
    });
    expect(ask(file, "SELECT sum(CAST(value AS INTEGER)) FROM span_tags WHERE key = 'n'")).toEqual([190]);
  });
});

test("a tool that collects the files of a server finds better-sqlite3 in an external package", async () => {
  const { nodeFileTrace } = createRequire(import.meta.url)("next/dist/compiled/@vercel/nft");
  const entry = project.at("node_modules/spantom/dist/lib/index.js");
  const { fileList } = await nodeFileTrace([entry], { base: parse(entry).root });
  expect([...fileList].filter((file) => /better-sqlite3.lib.index\.js$/.test(file))).toHaveLength(1);
});

test("without better-sqlite3 anywhere the bundle says so in one line, and goes on", async () => {
  const built = await BUNDLERS[0]?.bundle(project.folder, project.at("out-alone"));
  const alone = project.at("alone");
  mkdirSync(alone);
  renameSync(built as string, join(alone, "server.mjs"));
  renameSync(project.at("node_modules"), project.at("gone"));
  const outcome = await project.run(join(alone, "server.mjs"), [], { env: { SPANTOM_DB: project.at("none.db") } });
  expect(outcome).toMatchObject({ code: 0, stdout: "0\n" });
  expect(outcome.stderr).toContain("spantom: tracing is off: better-sqlite3 is not installed; run: npm install better");
  expect(outcome.stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
});
