/** Ids of runs: they sort by start. @param start milliseconds since the epoch */
export function createRunId(start: number, pid: number): string {
  return [Math.round(start * 1000), pid].map((part) => part.toString(36)).join("-");
}
