import { defineConfig } from "playwright/test";
import { findChromium } from "../cli/build/chromium.mjs";

const executablePath = await findChromium();
if (!executablePath)
  throw new Error("no Chromium found; run npm test once, or set SPANTOM_CHROMIUM to the path of one");

/**
 * Chromium heeds the last list only: what Playwright turns off in a browser that is not its own, and the suggestions below
 * an address bar that nobody sees, which take a process of their own for each window and a quarter of all time.
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
    // Slow tests with other programs: the tests of each file run in order.
    { name: "compat", testMatch: "*.compat.spec.ts" },
  ],
  workers: 2,
  // Not performance limits: they only end what hangs. On a busy machine a page takes ten times as long.
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
        // Chromium refuses to run as root inside its own sandbox.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        // Without a graphics card, WebGL is emulated; drawing everything else without it saves a quarter of the time.
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
