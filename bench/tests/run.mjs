/** Durations of the tests by suite and file, as reported by their runners; printed as JSON. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SLOWEST = 15;
const folder = mkdtempSync(join(tmpdir(), "spantom-bench-tests-"));

/** Runs a suite as `npm run` does, with its output on stderr. */
function run(suite) {
  const times = join(folder, suite);
  const args = ["cli/build/bootstrap.mjs", "test", "--suite", suite, "--times", times];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] });
  const runners = JSON.parse(readFileSync(times, "utf8"));
  return { suite, runners, seconds: runners.reduce((sum, { seconds }) => sum + seconds, 0), failed: status !== 0 };
}

const ran = ["test", "compat"].map(run);
rmSync(folder, { recursive: true });
const runners = ran.flatMap((suite) => suite.runners);
const files = runners.flatMap(({ slowest }) => slowest).sort((a, b) => b.seconds - a.seconds);
const failed = ran.filter((suite) => suite.failed).map(({ suite }) => `the suite ${suite} has failed`);
process.stdout.write(
  JSON.stringify({
    suites: Object.fromEntries(ran.map(({ suite, seconds }) => [suite, seconds])),
    runners: Object.fromEntries(runners.map(({ title, seconds }) => [title, seconds])),
    tests: runners.reduce((sum, { passed = 0 }) => sum + passed, 0),
    slowest: Object.fromEntries(files.slice(0, SLOWEST).map(({ file, seconds }) => [file, seconds])),
    ...(failed.length > 0 ? { failed } : {}),
  }),
);
