/** The program to kill: ends spans at the given pace and reports their number in a file. */
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const task = JSON.parse(process.argv[2]);
const { SP } = await import(pathToFileURL(join(task.lib, "index.js")).href);
SP.init(task.file);
const counter = openSync(task.counter, "w");
const count = new Float64Array(1);

function end(spans, told = true) {
  for (let i = 0; i < spans; i++) {
    SP.span("span", { index: count[0] }, () => {});
    count[0] += 1;
    if (told) writeSync(counter, count, 0, 8, 0);
  }
}

/** Ends as many spans as are due by now. */
function keepPace(perSecond) {
  end(Math.floor(((performance.now() - started) / 1000) * perSecond) - count[0]);
}

const PACES = {
  slow: () => setInterval(end, 20, 1),
  some: () => setInterval(keepPace, 1, 2000),
  load() {
    keepPace(100_000);
    setImmediate(PACES.load);
  },
  blocked() {
    for (;;) keepPace(100_000);
  },
  tight() {
    // Reporting each one would dominate the work.
    for (;;) {
      end(63, false);
      end(1);
    }
  },
};

end(1);
const started = performance.now();
writeSync(1, "started\n");
PACES[task.pace]();
