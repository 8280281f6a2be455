/**
 * Regenerates the pictures in docs/screens from a built dashboard:
 *
 *   npm run build && node e2e/screens.mjs FILE [view …]   every view of a file of the sample program, with runs of
 *                                                         two commits, five each, for those of runs
 *   npm run build && node e2e/screens.mjs --odd           the views of docs/screens/odd.md, of files that it makes
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { findChromium } from "../cli/build/chromium.mjs";

const [file, ...only] = process.argv.slice(2);
if (!file) {
  console.error("screens: no file; run: node e2e/screens.mjs FILE");
  process.exit(2);
}
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = at("../docs/screens/");
mkdirSync(folder, { recursive: true });

const SQL = `-- every compress call with the tags that matter
SELECT s.id, s.start, s.duration,
       CAST(b.value AS REAL) AS bytes, a.value AS algorithm,
       CAST(l.value AS INTEGER) AS level
FROM spans AS s
JOIN span_tags AS a ON a.span_id = s.id AND a.key = 'algorithm'
JOIN span_tags AS b ON b.span_id = s.id AND b.key = 'bytes'
JOIN span_tags AS l ON l.span_id = s.id AND l.key = 'level'
WHERE s.name = 'compress' ORDER BY s.duration DESC LIMIT 10000`;
const BOXES = { plot: "box", x: "level", y: "duration", color: "algorithm", logy: "1" };

/** `file / verify`: made of its names, the same in every file. */
const VERIFY = "1xkc3hubrp3";

/** Each view's address. */
const VIEWS = {
  overview: "/",
  tree: `/?chart=tree&path=${VERIFY}`,
  explore: "/explore?name=compress&why=slowest",
  span: "/span/slowest",
  compare: "/compare",
  // All runs of the last two codes.
  "compare-runs": "/compare/codes",
  runs: "/",
  query: `/query?${new URLSearchParams({ sql: SQL, ...BOXES })}`,
};

/** What shows best that it holds, of each odd file: address, theme, width. */
const ODD = [
  ["one", "/explore", "dark", 1440],
  ["pair", "/compare", "light", 1440],
  ["names", "/", "light", 1440],
  ["texts", "/explore", "dark", 1440],
  ["scales", "/", "dark", 1440],
  ["days", "/explore?name=nightly", "light", 1440],
  ["equal", "/compare", "dark", 390],
  ["zeros", "/explore?name=zero", "light", 390],
  ["parallel", "/", "light", 1440],
  ["service", "/explore?name=http+GET+pricing", "light", 1024],
  ["large", "/compare", "light", 1440],
];

async function startDashboard(path) {
  const server = spawn(
    process.execPath,
    [at("../dist/cli/index.js"), "dashboard", "--db-path", path, "--port", "0", "--no-open"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const url = await new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (chunk) => {
      text += chunk;
      const found = /http:\/\/[^\s]+/.exec(text)?.[0];
      if (found) resolve(found.replace(/\/$/, ""));
    });
    server.once("exit", (code) => reject(new Error(`the dashboard ended with ${code}`)));
  });
  return { url, stop: () => server.kill("SIGINT") };
}

/** The slowest span of the name with the largest total. */
async function findSlowest(url) {
  const sql =
    "SELECT id FROM spans WHERE name = (SELECT name FROM spans WHERE name <> 'file' GROUP BY name ORDER BY sum(duration) DESC LIMIT 1) ORDER BY duration DESC LIMIT 1";
  const answer = await fetch(`${url}/query.json?sql=${encodeURIComponent(sql)}`);
  const [{ id }] = await answer.json();
  return id;
}

/** A comparison of all runs of the code before with all of the last one; null if there are no two. */
async function compareCodes(url) {
  const sql = `SELECT group_concat(id) AS ids FROM (
    SELECT r.id, r.started, (SELECT group_concat(key || value) FROM run_tags
                             WHERE run_id = r.id AND key IN ('git.commit', 'git.diff')) AS code FROM runs AS r
  ) WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1 ORDER BY max(started) DESC LIMIT 2`;
  const [after, before] = await (await fetch(`${url}/query.json?sql=${encodeURIComponent(sql)}`)).json();
  return before ? `/compare?${new URLSearchParams({ by: "runs", a: before.ids, b: after.ids })}` : null;
}

/** What is done in a view before it is pictured. */
const STEPS = {
  async runs(page, isNarrow) {
    if (isNarrow) await page.getByRole("button", { name: "Scope", exact: true }).click();
    await page.getByRole("button", { name: /^Run:/ }).click();
    await page.getByRole("dialog", { name: "Runs" }).getByRole("table").waitFor();
  },
};

async function picture(page, address, name, step) {
  await page.goto(address, { waitUntil: "networkidle" });
  await step?.(page, page.viewportSize().width < 760);
  const waiting = "[data-skeleton], [aria-busy='true'], [role=progressbar], [aria-label=Plot]:not([data-ready])";
  await page.waitForFunction((selector) => !document.querySelector(selector), waiting);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${folder}${name}.png` });
  console.log(`${name}.png`);
}

function openPage(browser, colorScheme, width) {
  const viewport = { width, height: width < 760 ? 844 : 900 };
  return browser.newPage({ viewport, colorScheme, reducedMotion: "reduce" });
}

async function drawSample(browser) {
  const { url, stop } = await startDashboard(file);
  try {
    const slowest = await findSlowest(url);
    const codes = await compareCodes(url);
    const addressOf = (path) => (path.endsWith("/codes") ? codes : path.replace("/slowest", `/${slowest}`));
    for (const colorScheme of ["light", "dark"])
      for (const [width, suffix] of [
        [1440, ""],
        [390, "-narrow"],
      ]) {
        const page = await openPage(browser, colorScheme, width);
        for (const [view, path] of Object.entries(VIEWS))
          if ((only.length === 0 || only.includes(view)) && addressOf(path) !== null)
            await picture(page, url + addressOf(path), `${view}${suffix}-${colorScheme}`, STEPS[view]);
        await page.close();
      }
  } finally {
    stop();
  }
}

async function drawOdd(browser) {
  const made = mkdtempSync(join(tmpdir(), "spantom-odd-"));
  try {
    for (const [name, path, colorScheme, width] of ODD) {
      if (only.length > 0 && !only.includes(name)) continue;
      const file = join(made, `${name}.db`);
      execFileSync(process.execPath, [at("../bench/make-file.mjs"), file, "--odd", name]);
      const { url, stop } = await startDashboard(file);
      const page = await openPage(browser, colorScheme, width);
      await picture(page, url + path, `odd-${name}`);
      await page.close();
      stop();
    }
  } finally {
    rmSync(made, { recursive: true, maxRetries: 5 });
  }
}

const executablePath = await findChromium();
const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const browser = await chromium.launch({ executablePath, args });
try {
  await (file === "--odd" ? drawOdd : drawSample)(browser);
} finally {
  await browser.close();
}
