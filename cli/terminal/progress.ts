/** The progress of a long query, on a terminal. */
import { formatCount } from "../../lib/model/format.ts";
import type { Progress } from "../../lib/model/progress.ts";

export interface ProgressLine {
  tell(progress: Progress): void;
  clear(): void;
}

const SOON = 1.5;
const EVERY_MS = 100;

/** Only on a terminal, and only if the query takes a while. */
export function createProgress(): ProgressLine {
  let told = 0;
  return {
    tell({ what, done, total }) {
      if (!process.stderr.isTTY || process.uptime() < SOON || performance.now() - told < EVERY_MS) return;
      told = performance.now();
      process.stderr.write(`\r\u001b[K${what}, ${formatCount(done)} of ${formatCount(total)}`);
    },
    clear() {
      if (told > 0) process.stderr.write("\r\u001b[K");
      told = 0;
    },
  };
}
