/** Reads what the test runners counted, from their JSON reports and from their own last lines. */
import { stripVTControlCharacters } from "node:util";

export function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** A flaky test passed in the end; Playwright counts it apart. */
export function readPlaywright({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/** Our own type tests count on one line of their output. */
export function readTypeTests(output) {
  const [, passed, failed = 0] = /^type tests: (\d+) passed(?:, (\d+) failed)?$/m.exec(output) ?? [];
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed), skipped: 0 };
}

/** The sum, or undefined when a runner left no report: a total that leaves tests out would be a lie. */
export function addCounts(counts) {
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

const SUMMARY =
  /^\s*(Test Files|Tests|Type Errors|Errors|Duration)\s{2,}|^\s*(type tests: )?\d+ (passed|failed|flaky|skipped|did not run)\b|^not run/;

/** The lines with which a runner sums up, in its own words, without colours. */
export function summaryLines(output) {
  return stripVTControlCharacters(output)
    .split(/\r?\n/)
    .filter((line) => SUMMARY.test(line));
}
