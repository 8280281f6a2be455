/** `npm test`: every kind of test, whatever the others say; the runners' own summaries come last, together. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runProgram, step } from "./step.mjs";
import { addCounts, readPlaywright, readVitest, summaryLines } from "./totals.mjs";

const modules = (path) => join("node_modules", path);

/** The runners, in order. `report` is the file a runner writes its counts to, in a form that `read` knows. */
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
      report: unit,
      read: readVitest,
    },
    { name: "types", command: [node, modules("typescript/bin/tsc"), "--noEmit"] },
    ...(existsSync("lib/typetests.mjs") ? [{ name: "type tests", command: [node, "lib/typetests.mjs"] }] : []),
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
      report: e2e,
      read: readPlaywright,
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
  const counts = ran
    .filter(({ read }) => read)
    .map(({ report, read }) => (existsSync(report) ? read(JSON.parse(readFileSync(report, "utf8"))) : undefined));
  rmSync(reports, { recursive: true, force: true });
  const total = addCounts(counts);
  if (total)
    console.log(
      `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`,
    );
  if (ran.some(({ code }) => code !== 0)) process.exitCode = 1;
}
