import { defineConfig } from "playwright/test";
import { findChromium } from "../cli/chromium.mjs";

const executablePath = await findChromium();
if (!executablePath)
  throw new Error("no Chromium found; run npm test once, or set SPANTOM_CHROMIUM to the path of one");

export default defineConfig({
  testDir: ".",
  outputDir: ".results",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A machine that stalls for seconds fails a page that is sound; what fails twice is broken. The list names the first.
  retries: 1,
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        // Chromium refuses to run as root inside its own sandbox.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
