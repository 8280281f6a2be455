/** `npm test`: every kind of test, whatever the others say; the runners' own summaries come last, together. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runProgram, step } from "./step.mjs";
import { addCounts, readPlaywright, readTypeTests, readVitest, summaryLines } from "./totals.mjs";

const modules = (path) => join("node_modules", path);
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The runners, in order. `count` reads what a runner counted, from its report or from what it printed. */
function listRunners(reports) {
  const unit = join(reports, "unit.json");
  const e2e = join(reports, "e2e.json");
  const node = process.execPath;
  return [
    {
      name: "unit tests",
      command: [
        node,
        modules("vitest/vitest.mjs"),
        "run",
        "--config",
        "lib/vitest.config.ts",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${unit}`,
      ],
      count: () => readVitest(readJson(unit)),
    },
    { name: "types", command: [node, modules("typescript/bin/tsc"), "--noEmit"] },
    { name: "type tests", command: [node, "lib/typetests.mjs"], count: readTypeTests },
    {
      name: "end-to-end tests",
      command: [
        node,
        modules("playwright/cli.js"),
        "test",
        "--config",
        "e2e/playwright.config.ts",
        "--reporter=list,json",
      ],
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: e2e },
      needsBrowser: true,
      count: () => readPlaywright(readJson(e2e)),
    },
  ];
}

async function findBrowser() {
  const { ensureChromium } = await import("../chromium.mjs");
  try {
    const path = await ensureChromium();
    console.log(`  Chromium: ${path}`);
    return path;
  } catch (error) {
    console.error(`spantom: ${error.message}`);
    return undefined;
  }
}

async function runOne(runner) {
  let output = "";
  const onOutput = (chunk) => {
    output += chunk;
  };
  const browser = runner.needsBrowser ? await findBrowser() : "";
  if (browser === undefined) return { ...runner, code: 1, output: "not run: no Chromium" };
  const env = {
    ...runner.env,
    ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
    ...(browser ? { SPANTOM_CHROMIUM: browser } : {}),
  };
  const code = await runProgram(runner.command, { env, onOutput });
  if (code === 130 || code === 143) process.exit(code);
  return { ...runner, code, output };
}

/** What all runners counted together; undefined when one left no count, or failed without a failed test. */
function addUp(ran) {
  const counts = ran
    .filter(({ count }) => count)
    .map(({ count, output }) => {
      try {
        return count(output);
      } catch {
        return undefined;
      }
    });
  const total = addCounts(counts);
  const failedOtherwise = ran.some(({ code }) => code !== 0) && total?.failed === 0;
  return failedOtherwise ? undefined : total;
}

export async function run() {
  await install();
  await build();
  const reports = mkdtempSync(join(tmpdir(), "spantom-test-"));
  const ran = [];
  for (const runner of listRunners(reports)) ran.push(await step(`Running the ${runner.name}`, () => runOne(runner)));

  console.log("\n▸ Summary");
  for (const { name, code, output } of ran) {
    console.log(`\n${name}: ${code === 0 ? "passed" : `FAILED (exit code ${code})`}`);
    for (const line of summaryLines(output)) console.log(line);
  }
  const total = addUp(ran);
  rmSync(reports, { recursive: true, force: true });
  const skipped = total?.skipped ? `, ${total.skipped} skipped` : "";
  if (total) console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  if (ran.some(({ code }) => code !== 0)) process.exitCode = 1;
}
