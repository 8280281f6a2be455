// Regenerates the pictures in docs/screens from a built dashboard: `npm run build && node e2e/screens.mjs FILE [view …]`.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
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

/** Each view's address, and what must be visible before its picture is taken. */
const VIEWS = {
  overview: { path: "/" },
  explore: { path: "/explore?name=compress&why=slowest" },
  span: { path: "/span/slowest" },
  compare: { path: "/compare" },
  query: { path: `/query?${new URLSearchParams({ sql: SQL, ...BOXES })}` },
};

const server = spawn(
  process.execPath,
  [at("../dist/cli/index.js"), "dashboard", "--db-path", file, "--port", "0", "--no-open"],
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

/** The slowest span of the name with the largest total. */
async function findSlowest() {
  const sql =
    "SELECT id FROM spans WHERE name = (SELECT name FROM spans WHERE name <> 'file' GROUP BY name ORDER BY sum(duration) DESC LIMIT 1) ORDER BY duration DESC LIMIT 1";
  const answer = await fetch(`${url}/query.json?sql=${encodeURIComponent(sql)}`);
  const [{ id }] = await answer.json();
  return id;
}

const executablePath = await findChromium();
const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const browser = await chromium.launch({ executablePath, args });
try {
  const slowest = await findSlowest();
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, height, suffix] of [
      [1440, 900, ""],
      [390, 844, "-narrow"],
    ]) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
      for (const [view, { path }] of Object.entries(VIEWS)) {
        if (only.length > 0 && !only.includes(view)) continue;
        await page.goto(url + path.replace("/slowest", `/${slowest}`), { waitUntil: "networkidle" });
        const waiting = "[data-skeleton], [aria-busy='true'], [role=progressbar], [aria-label=Plot]:not([data-ready])";
        await page.waitForFunction((selector) => !document.querySelector(selector), waiting);
        await page.waitForLoadState("networkidle");
        await page.screenshot({ path: `${folder}${view}${suffix}-${colorScheme}.png` });
        console.log(`${view}${suffix}-${colorScheme}.png`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  server.kill("SIGINT");
}
