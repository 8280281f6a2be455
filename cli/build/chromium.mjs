/** Finds or installs a Chromium for the end-to-end tests. Having none is an error, as tests must not be skipped silently. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const MINUTE = 60_000;

function usualPaths() {
  if (process.platform === "darwin")
    return ["/Applications", join(process.env.HOME ?? "", "Applications")].flatMap((folder) => [
      join(folder, "Google Chrome.app/Contents/MacOS/Google Chrome"),
      join(folder, "Chromium.app/Contents/MacOS/Chromium"),
      join(folder, "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
    ]);
  if (process.platform === "win32")
    return [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => [
        join(folder, "Google\\Chrome\\Application\\chrome.exe"),
        join(folder, "Chromium\\Application\\chrome.exe"),
        join(folder, "Microsoft\\Edge\\Application\\msedge.exe"),
      ]);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  return [...names.map((name) => `/usr/bin/${name}`), "/snap/bin/chromium"];
}

/** The path of Playwright's own Chromium, whether or not the file exists. */
async function playwrightPath() {
  try {
    const { chromium } = await import("playwright");
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** The path of a Chromium on this machine, or undefined. SPANTOM_CHROMIUM takes precedence. */
export async function findChromium() {
  const given = process.env.SPANTOM_CHROMIUM;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`SPANTOM_CHROMIUM names ${given}, which does not exist; correct it or unset it`);
  }
  return [await playwrightPath(), ...usualPaths()].find((path) => path && existsSync(path));
}

function download() {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
  console.log("  No Chromium found; downloading Playwright's, at most two minutes");
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "" };
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit", timeout: 2 * MINUTE, env });
}

function installPackage() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log("  Installing the system's chromium with apt-get");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { stdio: ["ignore", "ignore", "inherit"], timeout: 5 * MINUTE, env };
  spawnSync("apt-get", ["update"], options);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], options);
}

/**
 * The path of a Chromium, installed first if there is none.
 * @throws Error that states what to do if none can be installed
 */
export async function ensureChromium() {
  for (const get of [undefined, download, installPackage]) {
    get?.();
    const path = await findChromium();
    if (path) return path;
  }
  throw new Error(
    "no Chromium for the end-to-end tests; install Chrome or Chromium, or set SPANTOM_CHROMIUM to its path",
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log(await ensureChromium());
