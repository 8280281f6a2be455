/** The fixtures of the end-to-end tests: a real dashboard on a copy of a file, and a page that tolerates no fault. */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "playwright/test";
import { type Dashboard, pythonWritten, startDashboard } from "./running.ts";

interface Options {
  /** The file that the dashboard gets a copy of; null for a path without a file, "" for an empty one. */
  source: string | null;
}

interface Fixtures {
  folder: string;
  dashboard: Dashboard;
  /** A test in which something else writes into the file says so; else no byte of it may have changed at the end. */
  file: { written: boolean };
  /** What went wrong in the page so far. A test that provokes a fault empties it after looking. */
  faults: string[];
}

function hashOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Collects what goes wrong in a page that may ask for nothing but what is at `url`; before it is opened. */
export async function listen(page: Page, url: string, faults: string[]): Promise<void> {
  // Most of it is an error on the console too; what a script catches is not.
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

export const test = base.extend<Options & Fixtures>({
  source: [pythonWritten, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  folder: async ({}, use) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "spantom-e2e-")));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  file: async ({}, use) => {
    await use({ written: false });
  },
  dashboard: async ({ folder, source, file }, use) => {
    const dbPath = join(folder, "spans.db");
    if (source) copyFileSync(source, dbPath);
    if (source === "") writeFileSync(dbPath, "");
    const before = hashOf(dbPath);
    const dashboard = await startDashboard(dbPath);
    await use(dashboard);
    const { code } = await dashboard.stop();
    if (!file.written) expect(hashOf(dbPath), "the file afterwards").toBe(before);
    // Windows has no signal that a program could answer.
    if (process.platform !== "win32") expect(code, "exit code after Ctrl-C").toBe(130);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  faults: async ({}, use) => {
    await use([]);
  },
  baseURL: async ({ dashboard }, use) => use(dashboard.url),
  page: async ({ page, dashboard, faults }, use) => {
    await listen(page, dashboard.url, faults);
    await use(page);
    expect(faults, "faults in the page").toEqual([]);
  },
});

export { expect };

/** The parts of the query page by the names that people and assistive programs know them by. */
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
    /** Waits until the chart is drawn, with that many points. */
    async drawn(points: number) {
      await expect(this.plot).toHaveAttribute("data-ready", "1");
      await expect(this.plot).toHaveAttribute("data-points", String(points));
    },
  };
}
