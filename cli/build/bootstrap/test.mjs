/** `npm test` and its parts: runs every kind of test even if another fails, and prints all summaries at the end. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { runProgram, step } from "./step.mjs";
import {
  addCounts,
  closingLine,
  readPlaywright,
  readSkips,
  readTypeTests,
  readVitest,
  slowestOfPlaywright,
  slowestOfVitest,
  summaryLines,
} from "./totals.mjs";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const VITEST = ["node_modules/vitest/vitest.mjs", "--config", "lib/vitest.config.ts"];
const PLAYWRIGHT = ["node_modules/playwright/cli.js", "test", "--config", "e2e/playwright.config.ts"];

/** @param {string} name a vitest project; its counterpart runs the same tests with the writing thread */
function unitTests(title, name, isOwn) {
  const projects = ["--project", name, "--project", `${name} by thread`];
  return {
    title,
    watchCommand: (files) => [...VITEST, "watch", ...projects, ...files],
    files: { folders: ["lib", "cli", "app"], isOwn: (file) => /\.test\.tsx?$/.test(file) && isOwn(file) },
    parts: ["lib", "cli"],
    command: (files, report) => [
      ...[...VITEST, "run", ...projects, ...files],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ],
    count: (_output, report) => readVitest(readJson(report)),
    slowest: (report) => slowestOfVitest(readJson(report)),
  };
}

function endToEndTests(title, project, isOwn) {
  return {
    title,
    files: { folders: ["e2e"], isOwn: (file) => file.endsWith(".spec.ts") && isOwn(file) },
    needsBrowser: true,
    // Playwright expects regular expressions.
    command: (files) => [
      ...[...PLAYWRIGHT, "--project", project, "--reporter=list,json"],
      ...files.map((file) => `${file.replace(/\W/g, "\\$&")}$`),
    ],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    count: (_output, report) => readPlaywright(readJson(report)),
    slowest: (report) => slowestOfPlaywright(readJson(report)),
  };
}

const isCompat = (file) => file.includes(".compat.");
const isPlain = (file) => !isCompat(file);
const UNIT = unitTests("unit tests", "unit", isPlain);
const TYPES = { title: "types", command: () => ["node_modules/typescript/bin/tsc", "--noEmit"] };
const TYPE_TESTS = { title: "type tests", command: () => ["lib/typetests.mjs"], count: readTypeTests };
const E2E = endToEndTests("end-to-end tests", "pages", isPlain);
const SUITES = {
  test: [UNIT, TYPES, TYPE_TESTS, E2E],
  unit: [UNIT],
  e2e: [E2E],
  compat: [
    unitTests("unit tests of other programs", "compat", isCompat),
    endToEndTests("end-to-end tests of other programs", "compat", isCompat),
  ],
};

/** A runner's files whose path contains one of the patterns. */
function findFiles({ folders, isOwn }, patterns) {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true }).map((name) => join(folder, name).replaceAll("\\", "/")),
    )
    .filter((file) => isOwn(file) && !/(^|\/)(node_modules|fixtures)\//.test(file))
    .filter((file) => patterns.some((pattern) => file.toLowerCase().includes(pattern.toLowerCase())))
    .sort();
}

/** The runners with something to do; given patterns, only those with matching files. */
function chooseRunners(runners, patterns) {
  if (patterns.length === 0) return runners.map((runner) => ({ ...runner, chosen: [] }));
  const chosen = runners.map((runner) => ({
    ...runner,
    chosen: runner.files ? findFiles(runner.files, patterns) : [],
  }));
  return chosen.filter((runner) => runner.chosen.length > 0);
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

async function runOne(runner, reports) {
  const report = join(reports, `${runner.title}.json`);
  let output = "";
  const onOutput = (chunk) => {
    output += chunk;
  };
  const browser = runner.needsBrowser ? await findBrowser() : "";
  if (browser === undefined) return { ...runner, code: 1, output: "not run: no Chromium" };
  const env = {
    ...runner.env?.(report),
    ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
    ...(browser ? { SPANTOM_CHROMIUM: browser } : {}),
  };
  const start = performance.now();
  const code = await runProgram([process.execPath, ...runner.command(runner.chosen, report)], { env, onOutput });
  if (code === 130 || code === 143) process.exit(code);
  return { ...runner, code, output, report, seconds: (performance.now() - start) / 1000 };
}

/** Reads a runner's report with one of its functions; undefined if there is none. */
function read(what, { output, report }) {
  try {
    return what?.(output, report);
  } catch {
    return undefined;
  }
}

/** The sum of all runners' counts; undefined if one has no count, or failed without a failed test. */
function addUp(ran) {
  const total = addCounts(ran.filter(({ count }) => count).map((runner) => read(runner.count, runner)));
  const failedOtherwise = ran.some(({ code }) => code !== 0) && total?.failed === 0;
  return failedOtherwise ? undefined : total;
}

/** For `npm run bench -- --case tests`. */
function describeTimes(ran) {
  return ran.map((runner) => ({
    title: runner.title,
    seconds: runner.seconds,
    ...read(runner.count, runner),
    slowest: read((_, report) => runner.slowest?.(report), runner) ?? [],
  }));
}

function readOptions(args) {
  const text = { type: "string" };
  const options = { suite: { ...text, default: "test" }, times: text, watch: { type: "boolean", default: false } };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.watch && values.suite !== "unit") throw new Error("--watch is for npm run test:unit");
  return { ...values, patterns: positionals };
}

/** @param {string[]} args `--suite NAME`, path patterns, `--watch`, and `--times FILE` to write how long each took */
export async function run(args) {
  const options = readOptions(args);
  const runners = chooseRunners(SUITES[options.suite], options.patterns);
  if (runners.length === 0) throw new Error(`no test file has ${options.patterns.join(" or ")} in its path`);
  await install();
  if (options.watch) {
    const [{ watchCommand, chosen }] = runners;
    process.exitCode = await runProgram([process.execPath, ...watchCommand(chosen)]);
    return;
  }
  const isUnitOnly = runners.every(({ parts }) => parts);
  await build(isUnitOnly ? ["lib", "cli"] : undefined);
  const reports = mkdtempSync(join(tmpdir(), "spantom-test-"));
  const ran = [];
  for (const runner of runners) ran.push(await step(`Running the ${runner.title}`, () => runOne(runner, reports)));

  console.log("\n▸ Summary");
  for (const { title, code, output } of ran) {
    console.log(`\n${title}: ${code === 0 ? "passed" : `FAILED (exit code ${code})`}`);
    for (const line of [...summaryLines(output), ...readSkips(output)]) console.log(line);
  }
  if (options.times) writeFileSync(options.times, JSON.stringify(describeTimes(ran)));
  const total = addUp(ran);
  rmSync(reports, { recursive: true, force: true });
  if (total) console.log(`\n${closingLine(options.suite, total)}`);
  if (ran.some(({ code }) => code !== 0)) process.exitCode = 1;
}
