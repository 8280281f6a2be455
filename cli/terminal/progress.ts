/** How far an export is, in one line of a terminal that is written over. */
import type { RunningExport } from "../../lib/export/export-process.ts";
import { formatBytes, formatCount } from "../../lib/model/format.ts";

const EVERY_MS = 200;
const CLEAR_LINE = "\r\u001b[2K";

export function showProgress(exporting: RunningExport): { clear(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { clear: () => undefined };
  let shown = false;
  const timer = setInterval(() => {
    const { done, total, bytes } = exporting.progress;
    const of = total === null ? "" : ` of ${formatCount(total)}`;
    stderr.write(`${CLEAR_LINE}${formatCount(done)}${of} spans, ${formatBytes(bytes)}`);
    shown = true;
  }, EVERY_MS);
  return {
    clear() {
      clearInterval(timer);
      if (shown) stderr.write(CLEAR_LINE);
    },
  };
}
