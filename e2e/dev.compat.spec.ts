/** `npm run dev` on a copy of the sources: every view behind the real gate, and the effect of edits. */
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Page } from "playwright/test";
import { ask, send } from "../cli/fixtures/raw-http.ts";
import { type DevLoop, startDevLoop } from "./dev-loop.ts";
import { listTree } from "./load/process-tree.mjs";
import { pythonWritten, root } from "./running.ts";

const SOURCES = ["app", "cli", "lib", "examples", "package.json", "tsconfig.json", "next.config.mjs"];
/** Compiling takes long on a busy machine. */
const PATIENT = { timeout: 180_000 };

interface Loop extends DevLoop {
  readonly folder: string;
  /** Changes a file of the copy. */
  edit(file: string, from: string | RegExp, to: string): void;
}

/** Inside the checkout, so that the copy finds its dependencies. */
function copySources(): string {
  const files = join(root, "e2e/.files");
  mkdirSync(files, { recursive: true });
  const folder = mkdtempSync(join(files, "dev-"));
  for (const name of SOURCES)
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/\.test\.tsx?$|[\\/]lib[\\/]fixtures$/.test(path),
    });
  // fonts.css refers to node_modules by path.
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  copyFileSync(pythonWritten, join(folder, "spans.db"));
  return folder;
}

function edit(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  expect(after, file).not.toBe(before);
  writeFileSync(path, after);
}

/**
 * Saves a new number each time until one shows up: Turbopack misses changes saved while it compiles a page for the
 * first time, which takes long on a busy machine.
 */
function saveUntilSeen(save: (text: string) => void, seen: (text: string) => Promise<void>): Promise<void> {
  let number = 4320;
  return expect(async () => {
    number++;
    save(String(number));
    await seen(String(number));
  }).toPass(PATIENT);
}

const test = base.extend<{ page: Page; faults: string[] }, { loop: Loop }>({
  loop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const folder = copySources();
      const loop = await startDevLoop(folder, ["--db-path", "spans.db"]);
      await use({ ...loop, folder, edit: (...change) => edit(folder, ...change) });
      await loop.interrupt();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: "worker", timeout: 180_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  faults: async ({}, use) => use([]),
  page: async ({ page, faults }, use) => {
    page.on("pageerror", ({ message }) => faults.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    expect(faults, "faults in the page").toEqual([]);
  },
  baseURL: async ({ loop }, use) => use(loop.url),
});

test.describe.configure({ mode: "serial", timeout: 600_000 });

test("every view is served, with its long queries answered", async ({ page, loop }) => {
  for (const path of ["/", "/explore?name=tokenize&why=slowest", "/span/2", "/compare", "/query"]) {
    await page.goto(path, PATIENT);
    await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible(PATIENT);
    await expect(page.getByRole("status", { name: "Loading" }), path).toHaveCount(0, PATIENT);
    await expect(page.getByRole("progressbar"), path).toHaveCount(0, PATIENT);
    await expect(page.getByRole("alert").filter({ hasText: /\S/ }), path).toHaveCount(0);
  }
  for (const path of ["/overview.json", "/span/2.json", "/compare.json", "/query.csv?sql=SELECT%201"])
    expect((await ask(loop.url, path)).status, path).toBe(200);
});

test("a missing page is reported, and its links work", async ({ page, faults }) => {
  expect((await page.goto("/nothing", PATIENT))?.status()).toBe(404);
  // Chromium's own message about the status.
  expect(faults.splice(0)).toEqual([expect.stringContaining("404")]);
  await page.getByRole("link", { name: "Query" }).first().click();
  await expect(page).toHaveURL(/\/query/, PATIENT);
  await expect(page.getByRole("textbox", { name: "SQL", exact: true })).toBeVisible(PATIENT);
});

test("the gate is the real one", async ({ loop }) => {
  expect(await ask(loop.url, "/", { host: "evil.com" })).toMatchObject({ status: 403 });
  expect(await ask(loop.url, "/", { "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403 });
  expect((await ask(loop.url, "/", {}, "POST")).status).toBe(405);
  const { headers } = await ask(loop.url, "/");
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src .*'nonce-/);
  const { host } = new URL(loop.url);
  const socket = (origin: string) =>
    send(
      loop.url,
      `GET /_next/hmr HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    );
  expect(await socket("http://evil.com")).toBe("");
});

test("an endless query is stopped, and a finite one is answered", async ({ page, loop }) => {
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
  const gone = new AbortController();
  const href = `${loop.url}/query.json?${new URLSearchParams({ sql: endless, id: "gone" })}`;
  expect((await fetch(href, { signal: gone.signal })).status).toBe(200);
  // Its waiting clients disconnect.
  gone.abort();
  const status = async () => (await fetch(`${loop.url}/api/export?id=gone`)).json();
  await expect.poll(status, PATIENT).toEqual({ state: "failed", message: "Stopped." });
  await page.goto(`/query?sql=${encodeURIComponent("SELECT 6 * 7 AS answer")}`, PATIENT);
  await expect(page.getByRole("table", { name: "Results" }).getByRole("cell", { name: "42" })).toBeVisible(PATIENT);
});

test("an export is made", async ({ loop }) => {
  const { status, body } = await ask(loop.url, "/export?format=jsonl");
  expect(status).toBe(200);
  expect(body.trim().split("\n")).toHaveLength(2980);
});

test("a changed component shows without a reload", async ({ page, loop }) => {
  await page.goto("/explore?name=tokenize", PATIENT);
  const plot = page.getByRole("region", { name: "Plot" });
  // Rendered in the browser, so the component is hydrated by then.
  await expect(plot).toHaveAttribute("data-ready", "1", PATIENT);
  await page.evaluate(() => Object.assign(window, { isKept: true }));
  await saveUntilSeen(
    (text) => loop.edit("app/charts/ui/controls.tsx", /short="(Color|\d+)"/, `short="${text}"`),
    (text) => expect(plot.getByText(text, { exact: true })).toBeVisible({ timeout: 30_000 }),
  );
  expect(await page.evaluate(() => "isKept" in window)).toBe(true);
});

test("a query sent by the page runs the code just written", async ({ loop }) => {
  const asked = async () => JSON.parse((await ask(loop.url, "/api/newest?after=0")).body).count;
  expect(await asked()).toBe(2980);
  await saveUntilSeen(
    (text) => loop.edit("lib/queries/newest.ts", /count: (count \?\? 0|\d+),/, `count: ${text},`),
    (text) => expect.poll(asked, { timeout: 30_000 }).toBe(Number(text)),
  );
});

test("a long query does, too, in a process with the new code", async ({ loop }) => {
  const asked = async () => JSON.parse((await ask(loop.url, "/overview.json")).body).nameCount;
  expect(await asked()).toBe(5);
  loop.edit("lib/queries/overview.ts", "nameCount: names.length", "nameCount: 4321");
  await expect.poll(asked, PATIENT).toBe(4321);
});

test("a compile error is shown with its file, and goes away once fixed", async ({ page, loop, faults }) => {
  await page.goto("/", PATIENT);
  const shown = page.locator("nextjs-portal").getByText(/app\/\(overview\)\/page\.tsx/);
  loop.edit("app/(overview)/page.tsx", "import ", "import {;\nimport ");
  await expect(shown.first()).toBeVisible(PATIENT);
  loop.edit("app/(overview)/page.tsx", "import {;", "// Mended.");
  await expect(shown).toHaveCount(0, PATIENT);
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible(PATIENT);
  // These occurred while it was broken.
  faults.length = 0;
});

test("a change to the server's code restarts it at the same address", async ({ loop }) => {
  const header = () =>
    ask(loop.url, "/api/newest?after=0").then(
      ({ headers }) => headers["referrer-policy"],
      () => "no answer",
    );
  expect(await header()).toBe("no-referrer");
  loop.edit("cli/serve/policy.ts", '"no-referrer"', '"origin"');
  await expect.poll(header, PATIENT).toBe("origin");
  expect(loop.output()).toContain("The server's own code has changed; restarting it");
});

test("the library is the one just written", async ({ loop }) => {
  const written = () => readFileSync(join(loop.folder, "dist/lib/noop.js"), "utf8");
  loop.edit("lib/noop.ts", "\nexport ", '\nexport const written = "just now";\nexport ');
  await expect.poll(written, PATIENT).toContain("just now");
});

test("it does not start twice, and says where it runs", async ({ loop }) => {
  const second = startDevLoop(loop.folder, ["--db-path", "spans.db"]);
  await expect(second).rejects.toThrow(`already running at http://localhost:${new URL(loop.url).port}/`);
});

test("Ctrl-C ends it all", async ({ loop }) => {
  const all = process.platform === "linux" ? listTree(loop.child.pid ?? 0) : [];
  if (process.platform === "linux") expect(all.length).toBeGreaterThan(3);
  expect(await loop.interrupt(), loop.output()).toEqual({ code: 0, signal: null });
  const isThere = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(() => all.filter(isThere)).toEqual([]);
});
