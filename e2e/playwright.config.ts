import { defineConfig } from "playwright/test";
import { findChromium } from "../cli/build/chromium.mjs";

const executablePath = await findChromium();
if (!executablePath)
  throw new Error("no Chromium found; run npm test once, or set SPANTOM_CHROMIUM to the path of one");

/**
 * Chromium heeds only the last such list: what Playwright turns off in browsers other than its own, and the suggestions
 * below an invisible address bar, which take a separate process per window and a quarter of all time.
 */
const NOT_WANTED = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
];

export default defineConfig({
  testDir: ".",
  outputDir: ".results",
  globalSetup: "./global-setup.ts",
  projects: [
    { name: "pages", testIgnore: "*.compat.spec.ts", fullyParallel: true },
    // Slow tests with other programs: each file's tests run in order.
    { name: "compat", testMatch: "*.compat.spec.ts" },
  ],
  workers: 2,
  // Not performance limits: they only end what hangs. On a busy machine, a page takes ten times as long.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        // Chromium refuses to run as root in its own sandbox.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        // Without a graphics card, WebGL is emulated; disabling that for everything else saves a quarter of the time.
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--disable-gpu-compositing",
        "--disable-gpu-rasterization",
        `--disable-features=${NOT_WANTED}`,
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
