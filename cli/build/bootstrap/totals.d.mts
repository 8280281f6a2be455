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
export interface FileTime {
  file: string;
  seconds: number;
}
export function slowestOfVitest(report: {
  testResults: { name: string; startTime: number; endTime: number }[];
}): FileTime[];
export interface PlaywrightSuite {
  file: string;
  specs?: { tests: { results: { duration: number }[] }[] }[];
  suites?: PlaywrightSuite[];
}
export function slowestOfPlaywright(report: { suites: PlaywrightSuite[] }): FileTime[];
export function closingLine(suite: string, counts: Counts): string;
export function readSkips(output: string): string[];
export function addCounts(counts: (Counts | undefined)[]): Counts | undefined;
export function summaryLines(output: string): string[];
