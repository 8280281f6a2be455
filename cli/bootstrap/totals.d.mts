export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export function readVitest(report: {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}): Counts;
export function readPlaywright(report: {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}): Counts;
export function readTypeTests(output: string): Counts | undefined;
export function addCounts(counts: (Counts | undefined)[]): Counts | undefined;
export function summaryLines(output: string): string[];
