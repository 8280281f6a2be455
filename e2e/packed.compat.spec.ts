/** What users get: the package, packed, installed into an empty folder, and used from there. */
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { test as base, expect } from "playwright/test";
import { queryPage } from "./dashboard.ts";
import { type Dashboard, root, run, runNpm, startDashboard } from "./running.ts";

interface Installed {
  folder: string;
  tarball: string;
  /** 40 spans named outer, each around one named inner. */
  dbPath: string;
  /** The package's files before use. */
  shipped: Record<string, string>;
}

/** If npm chose better-sqlite3 12 (on Node 20), its binary comes from the checkout instead of a compiler. */
function copyCompiledPart(folder: string): void {
  const target = join(folder, "node_modules/better-sqlite3");
  const { version } = JSON.parse(readFileSync(join(target, "package.json"), "utf8")) as { version: string };
  if (version.startsWith("12."))
    cpSync(join(root, "node_modules/better-sqlite3/build"), join(target, "build"), { recursive: true });
}

const PROGRAMS = {
  "esm.mjs": 'import { SP } from "spantom";\n',
  "common.cjs": 'const { SP } = require("spantom");\n',
};
const BODY = `
const work = (n) => { let sum = 0; for (let i = 0; i < n * 1e4; i++) sum += Math.sqrt(i); return sum; };
for (let n = 1; n <= 20; n++)
  SP.span("outer", () => {
    SP.tag({ n });
    SP.span("inner", () => work(n));
  });
`;

/** The same program as an ES module and as CommonJS, into one file. */
async function traceBoth(folder: string, dbPath: string): Promise<void> {
  for (const [file, head] of Object.entries(PROGRAMS)) {
    writeFileSync(join(folder, file), head + BODY);
    await run(process.execPath, [file], folder, { SPANTOM_DB: dbPath });
  }
}

function listPackage(folder: string): string[] {
  return readdirSync(join(folder, "node_modules/spantom"), { recursive: true, encoding: "utf8" }).sort();
}

/** Modification time of each file and folder, and the content of files. */
function fingerprint(folder: string): Record<string, string> {
  const prints = listPackage(folder).map((name) => {
    const path = join(folder, "node_modules/spantom", name);
    const stats = statSync(path);
    const content = stats.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "folder";
    return [name, `${stats.mtimeMs} ${content}`];
  });
  return Object.fromEntries(prints);
}

const test = base.extend<{ dashboard: Dashboard }, { installed: Installed }>({
  dashboard: async ({ installed: { folder, dbPath } }, use) => {
    const bin = join(folder, "node_modules/.bin", process.platform === "win32" ? "spantom.cmd" : "spantom");
    const dashboard = await startDashboard(dbPath, { command: [bin], cwd: folder });
    await use(dashboard);
    const { code } = await dashboard.stop();
    if (process.platform !== "win32") expect(code, "exit code after Ctrl-C").toBe(130);
  },
  installed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), "spantom-packed-")));
      await runNpm(["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], root);
      const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
      writeFileSync(join(folder, "package.json"), "{}");
      await runNpm(
        ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball}`],
        folder,
      );
      copyCompiledPart(folder);
      const shipped = fingerprint(folder);
      const dbPath = join(folder, "spans.db");
      await traceBoth(folder, dbPath);
      await use({ folder, tarball: join(folder, tarball), dbPath, shipped });
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

/** Names of `name` and all its dependencies. */
function closure(
  packages: Record<string, { dependencies?: Record<string, string> }>,
  name: string,
  seen = new Set<string>(),
) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {})) closure(packages, next, seen);
  return seen;
}

test("installs itself and better-sqlite3, and ships nothing made for one platform", async ({ installed }) => {
  const { folder, tarball } = installed;
  const lock = JSON.parse(readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8"));
  const names = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ""));
  const own = closure(lock.packages, "better-sqlite3");
  expect(names.filter((name) => !own.has(name))).toEqual(["spantom"]);

  const files = listPackage(folder);
  expect(files.filter((file) => /\.(node|so|dylib|dll|exe)$/.test(file))).toEqual([]);
  expect(files.filter((file) => /(^|[\\/])node_modules([\\/]|$)/.test(file))).toEqual([]);
  expect(files.filter((file) => /\.(test|spec)\./.test(file))).toEqual([]);
  const bytes = statSync(tarball).size;
  console.log(`the tarball weighs ${(bytes / 1e6).toFixed(2)} MB, ${files.length} files and folders`);
  expect(bytes).toBeLessThan(4e6);
});

test("traces, serves, queries and draws from where it was installed", async ({
  installed: { folder, shipped },
  dashboard,
  page,
}) => {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(dashboard.url) && request.url().startsWith("http")) faults.push(request.url());
  });
  const query = queryPage(page);

  await test.step("the overview lists what was traced", async () => {
    await page.goto(`${dashboard.url}/`);
    await expect(page.getByRole("link", { name: "inner", exact: true }).first()).toBeVisible();
  });

  await test.step("a query runs and is drawn", async () => {
    await page.goto(`${dashboard.url}/query`);
    await query.drawn(80);
    await query.type("SELECT id, name, start, duration FROM spans WHERE name = 'inner'");
    await query.run.click();
    await query.drawn(40);
    await expect(query.results.getByRole("cell", { name: "inner", exact: true }).first()).toBeVisible();
  });

  await test.step("its link opens the same in another tab", async () => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await queryPage(other).drawn(40);
    await expect(queryPage(other).sql).toContainText("name = 'inner'");
    await other.close();
  });

  await test.step("an error stays, and so does the result", async () => {
    await query.type("SELECT nowhere FROM spans");
    await query.run.click();
    await expect(query.alert).toContainText("no such column: nowhere");
    await expect(query.plot).toHaveAttribute("data-points", "40");
  });

  expect(fingerprint(folder), "nothing is written into the package").toEqual(shipped);
  expect(faults).toEqual([]);
});

test("the command works on its own: version, help, summary", async ({ installed: { folder, dbPath } }) => {
  const bin = join(folder, "node_modules/spantom/dist/cli/index.js");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  expect((await run(process.execPath, [bin, "--version"], folder)).trim()).toBe(version);
  expect(await run(process.execPath, [bin, "--help"], folder)).toContain("dashboard");
  const summary = await run(process.execPath, [bin, "summary", "--db-path", dbPath, "--json"], folder);
  expect(JSON.parse(summary)).toMatchObject({ spanCount: 80 });
});

test("bundled for a browser it runs there, and traces nothing", async ({ installed: { folder }, page }) => {
  const contents = `import { SP } from "spantom";
    const double = SP.span("double")((x) => x * 2);
    const { spanCount } = SP.summary();
    document.title = [SP.span("work", { a: 1 }, (span) => double(21)), SP.enabled, spanCount].join();`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    platform: "browser",
    write: false,
  });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  await expect(page).toHaveTitle("42,false,0");
  expect(faults).toEqual([]);
});
