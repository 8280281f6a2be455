/**
 * The end-to-end tests' fixtures: a real dashboard, and a page that tolerates no errors.
 *
 * Read-only tests share one dashboard per worker and file. A test that needs its own says so beside its title,
 * with `OWN`, or with `WRITES` if something else writes to the file meanwhile.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "playwright/test";
import { PYTHON, type Source } from "./files.ts";
import { type Dashboard, startDashboard } from "./running.ts";

/** For a test that changes its dashboard's state, counts its resources, or ends it. */
export const OWN = { tag: "@own" };
/** For a test in which a program writes to the file. In all others, no byte of it may have changed at the end. */
export const WRITES = { tag: "@writes" };

interface Options {
  /** The database to serve. */
  source: Source;
}

interface Fixtures {
  folder: string;
  dashboard: Dashboard;
  /** Errors in the page so far. A test that provokes one checks it and empties the list. */
  faults: string[];
}

interface WorkerFixtures {
  /** The dashboard of a file, shared by all tests of the worker. */
  shared: (source: Source) => Promise<Watched>;
}

/** A dashboard, with its file's initial state for comparison. */
interface Watched {
  readonly dashboard: Dashboard;
  /** A cheap check after each test: the dashboard still runs, and its file is untouched. */
  check(): void;
  /** Ends it like Ctrl-C. */
  end(written: boolean): Promise<void>;
}

function makeFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "spantom-e2e-")));
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function hashOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function glance(path: string) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { size: stats.size, written: stats.mtimeMs, inode: stats.ino };
}

async function watch(source: Source, folder: string, shared: boolean): Promise<Watched> {
  const dbPath = join(folder, "spans.db");
  await source.put(dbPath);
  const before = { hash: hashOf(dbPath), glance: glance(dbPath) };
  const dashboard = await startDashboard(dbPath);
  return {
    dashboard: {
      ...dashboard,
      stop() {
        if (shared) throw new Error("other tests share this dashboard; a test that ends it is marked OWN");
        return dashboard.stop();
      },
    },
    check() {
      expect(dashboard.ended(), "the dashboard that the tests share").toBe(false);
      expect(glance(dbPath), "the file after this test").toEqual(before.glance);
    },
    async end(written) {
      const { code } = await dashboard.stop();
      if (!written) expect(hashOf(dbPath), `the file afterwards: ${source.name}`).toBe(before.hash);
      // Windows has no signal that a program could handle.
      if (process.platform !== "win32") expect(code, `exit code after Ctrl-C, showing ${source.name}`).toBe(130);
    },
  };
}

/** Collects errors in a page that may send requests only to `url`; call before opening it. */
export async function listen(page: Page, url: string, faults: string[]): Promise<void> {
  // Most failures are logged to the console as well, except those a script catches.
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      console.error("against the policy:", effectiveDirective, blockedURI, sample),
    );
  });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
  page.on("websocket", (socket) => faults.push(`a WebSocket: ${socket.url()}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== url && !/^(data|blob|about):$/.test(protocol))
      faults.push(`request to another host: ${request.url()}`);
  });
}

/** Waits until the whole page is hydrated; clicks and keys before that would be lost. */
export async function awaken(page: Page): Promise<void> {
  await page.locator("html[data-awake]").waitFor({ state: "attached" });
  // Parts hydrate one after another. React marks each hydrated element.
  const asleep = () =>
    page.evaluate(() => {
      const buttons = [...document.querySelectorAll("button:not(.js-plotly-plot *, .cm-editor *)")];
      const isAwake = (button: Element) => Object.keys(button).some((key) => key.startsWith("__reactProps"));
      return buttons.filter((button) => !isAwake(button)).map((button) => button.outerHTML.slice(0, 120));
    });
  await expect.poll(asleep, "buttons that do not listen yet").toEqual([]);
}

/** Makes `goto` and `reload` wait for hydration, unless the test specifies what to wait for. */
function waitWhenOpened(page: Page): void {
  const { goto, reload } = page;
  page.goto = async (url, options) => {
    const response = await goto.call(page, url, options);
    if (!options?.waitUntil) await awaken(page);
    return response;
  };
  page.reload = async (options) => {
    const response = await reload.call(page, options);
    if (!options?.waitUntil) await awaken(page);
    return response;
  };
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  source: [PYTHON, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  folder: async ({}, use) => {
    const folder = makeFolder();
    await use(folder);
    removeFolder(folder);
  },
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const folder = makeFolder();
      const started = new Map<Source, Promise<Watched>>();
      await use((source) => {
        const known = started.get(source);
        if (known) return known;
        const own = join(folder, String(started.size));
        mkdirSync(own);
        const starts = watch(source, own, true);
        started.set(source, starts);
        starts.catch(() => started.delete(source));
        return starts;
      });
      for (const starts of started.values()) await (await starts).end(false);
      removeFolder(folder);
    },
    { scope: "worker" },
  ],
  dashboard: [
    async ({ shared, folder, source }, use, { tags }) => {
      const written = tags.includes(WRITES.tag);
      const alone = written || tags.includes(OWN.tag);
      const watched = await (alone ? watch(source, folder, false) : shared(source));
      await use(watched.dashboard);
      if (alone) await watched.end(written);
      else watched.check();
    },
    // The file may have to be created first.
    { timeout: 120_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  faults: async ({}, use) => {
    await use([]);
  },
  baseURL: async ({ dashboard }, use) => use(dashboard.url),
  page: async ({ page, dashboard, faults }, use) => {
    await listen(page, dashboard.url, faults);
    waitWhenOpened(page);
    await use(page);
    expect(faults, "faults in the page").toEqual([]);
  },
});

export { expect };

/** Locators for the query page's parts, by accessible name. */
export function queryPage(page: Page) {
  return {
    sql: page.getByRole("textbox", { name: "SQL", exact: true }),
    run: page.getByRole("button", { name: "Run" }),
    stop: page.getByRole("button", { name: "Stop" }),
    results: page.getByRole("table", { name: "Results" }),
    plot: page.getByRole("region", { name: "Plot" }),
    choice: (name: "Plot type" | "X axis" | "Y axis" | "Color by") => page.getByRole("combobox", { name, exact: true }),
    alert: page.getByRole("alert").filter({ hasText: /\S/ }),
    async type(sql: string) {
      await this.sql.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(sql);
    },
    async choose(name: Parameters<typeof this.choice>[0], label: string) {
      await this.choice(name).selectOption({ label });
    },
    async chosen(name: Parameters<typeof this.choice>[0], label: string) {
      await expect(this.choice(name).locator("option:checked"), name).toHaveText(label);
    },
    /** Waits until the chart has been drawn with this many points. */
    async drawn(points: number) {
      await expect(this.plot).toHaveAttribute("data-ready", "1");
      await expect(this.plot).toHaveAttribute("data-points", String(points));
    },
  };
}
