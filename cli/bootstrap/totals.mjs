/** Reads what the test runners counted, from their JSON reports and from their own last lines. */

export function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** A flaky test passed in the end; Playwright counts it apart. */
export function readPlaywright({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/** The sum, or undefined when a runner left no report: a total that leaves tests out would be a lie. */
export function addCounts(counts) {
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

const SUMMARY =
  /^\s*(Test Files|Tests|Type Errors|Errors|Duration)\s{2,}|^\s*\d+ (passed|failed|flaky|skipped|did not run)\b|^not run/;

/** The lines with which a runner sums up, as it printed them. */
export function summaryLines(output) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are left out of the comparison, not of the lines
  return output.split("\n").filter((line) => SUMMARY.test(line.replace(/\u001b\[[0-9;]*m/g, "")));
}
