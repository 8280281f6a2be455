/** Reads the test runners' counts from their JSON reports and last lines. */
import { stripVTControlCharacters } from "node:util";

export function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** A flaky test counts as failed: nothing is retried. */
export function readPlaywright({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** Our own type tests print their count on one line. */
export function readTypeTests(output) {
  const [, passed, failed = 0] = /^type tests: (\d+) passed(?:, (\d+) failed)?$/m.exec(output) ?? [];
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed), skipped: 0 };
}

/** The sum, or undefined if a runner left no report: a total that omits tests would mislead. */
export function addCounts(counts) {
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** A separate line for parsers of the output, with one word before the counts. */
export function closingLine(suite, { passed, failed, skipped }) {
  return `${suite}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
}

const rankFiles = (seconds) =>
  [...seconds].map(([file, time]) => ({ file, seconds: time })).sort((a, b) => b.seconds - a.seconds);

/** A vitest report's files, slowest first; for a file run with both writers, the sum. */
export function slowestOfVitest({ testResults }) {
  const seconds = new Map();
  for (const { name, startTime, endTime } of testResults) {
    const file = name.replace(`${process.cwd()}/`, "");
    seconds.set(file, (seconds.get(file) ?? 0) + (endTime - startTime) / 1000);
  }
  return rankFiles(seconds);
}

/** The same for Playwright, whose tests of one file may run in parallel: the sum of their times. */
export function slowestOfPlaywright({ suites }) {
  const sum = ({ specs = [], suites: inner = [] }) =>
    specs
      .flatMap(({ tests }) => tests.flatMap(({ results }) => results))
      .reduce((all, { duration }) => all + duration, 0) + inner.reduce((all, suite) => all + sum(suite), 0);
  return rankFiles(new Map(suites.map((suite) => [`e2e/${suite.file}`, sum(suite) / 1000])));
}

/** Distinct reasons for skipped tests, as `lib/fixtures/because.ts` writes them. */
export function readSkips(output) {
  return [...new Set(stripVTControlCharacters(output).match(/^skipped: .+$/gm))];
}

const SUMMARY =
  /^\s*(Test Files|Tests|Type Errors|Errors|Duration)\s{2,}|^\s*(type tests: )?\d+ (passed|failed|flaky|skipped|did not run)\b|^not run/;

/** A runner's own summary lines, without colours. */
export function summaryLines(output) {
  return stripVTControlCharacters(output)
    .split(/\r?\n/)
    .filter((line) => SUMMARY.test(line));
}
