/** All views for minutes, over HTTP and in a browser, while two programs take turns tracing into the file. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { chromium } from "playwright";
import { findChromium } from "../../cli/build/chromium.mjs";
import { askView, listViews } from "./views.mjs";

/** Spans per second of each program. The slower one commits whenever the faster one lets it: they take turns. */
export const SPANS_A_SECOND = [20_000, 1_250];
const MINUTE = 60_000;
/** The reader's processes end a minute after the last query. */
const QUIET_MS = 66_000;
const SAMPLE_MS = 10_000;
const WRITER = fileURLToPath(new URL("writer.mjs", import.meta.url));

/**
 * @returns the server's resource use when idle before and after and after the first and the last minute, and all
 * failures
 */
export async function soak(dashboard, file, minutes, tell) {
  const options = { env: { ...process.env, SPANTOM_DB: file }, execArgv: [] };
  const writers = SPANS_A_SECOND.map((rate) => fork(WRITER, [String(rate)], options));
  // A short trial run does not wait until everything is idle.
  const quiet = minutes < 1 ? SAMPLE_MS : QUIET_MS;
  const failures = [];
  const counts = { requests: 0, left: 0, pages: 0 };
  const stop = new AbortController();
  await pause(2_000);
  const views = listViews("job", 5);
  for (const path of views) await note(askView(dashboard.url, path));
  await pause(quiet);
  const before = await dashboard.settle();
  tell("quiet", before);
  const running = [askAll(), askAll(), leaveEarly(), browse()];
  const samples = [];
  const end = performance.now() + minutes * MINUTE;
  let first;
  while (performance.now() < end) {
    await pause(SAMPLE_MS);
    samples.push(dashboard.look());
    if (!first && performance.now() > end - Math.max(minutes - 1, minutes / 2) * MINUTE) {
      first = await dashboard.settle();
      tell("first minute", first);
    }
  }
  const last = await dashboard.settle();
  tell("last minute", last);
  stop.abort();
  await Promise.all(running);
  const written = await Promise.all(
    writers.map(async (writer) => {
      writer.send("stop");
      const [{ spans, seconds }] = await once(writer, "message");
      return { spans, seconds };
    }),
  );
  await pause(quiet);
  const after = await dashboard.settle();
  tell("quiet again", after);
  const most = Object.fromEntries(
    Object.keys(samples[0]).map((key) => [key, samples.reduce((high, sample) => Math.max(high, sample[key]), 0)]),
  );
  return { before, first, last, after, most, written, ranges: countRanges(file), counts, failures };

  async function note(asked) {
    const failure = await asked;
    if (failure !== undefined && !stop.signal.aborted) failures.push(failure);
  }

  async function askAll() {
    while (!stop.signal.aborted)
      for (const path of views) {
        if (stop.signal.aborted) return;
        await note(askView(dashboard.url, path));
        counts.requests++;
      }
  }

  /** Clients that disconnect from a long query, an export and a page. */
  async function leaveEarly() {
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    const paths = [
      `/query?${new URLSearchParams({ sql: endless })}`,
      "/export?format=csv",
      "/compare",
      "/explore?name=job",
    ];
    for (let i = 0; !stop.signal.aborted; i++) {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(300)]);
      const path = paths[i % paths.length];
      await fetch(new URL(path, dashboard.url), { signal })
        .then(
          (answer) => answer.text(),
          () => undefined,
        )
        .catch(() => undefined);
      counts.left++;
      await pause(700);
    }
  }

  async function browse() {
    const executablePath = await findChromium();
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = await chromium.launch({ executablePath, args });
    try {
      const page = await browser.newPage();
      page.on("pageerror", (error) => failures.push(`browser: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") failures.push(`browser: ${message.text()}`);
      });
      for (let i = 0; !stop.signal.aborted; i++) {
        await page.goto(new URL(views[i % 5], dashboard.url).href);
        await page.getByRole("main").getByRole("row").nth(1).waitFor();
        counts.pages++;
        // Long enough for the page to follow new spans.
        await pause(3_000);
      }
    } catch (error) {
      if (!stop.signal.aborted) failures.push(`browser: ${error.message.split("\n")[0]}`);
    } finally {
      await browser.close();
    }
  }
}

/** How often the programs alternated. */
function countRanges(file) {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare("SELECT count(*) FROM run_spans").pluck().get();
  } finally {
    db.close();
  }
}
