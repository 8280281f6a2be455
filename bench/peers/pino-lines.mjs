/** Logs one JSON line per span, timed by hand, to a file. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import pino from "pino";

/** In both modes, with a 4,096-byte buffer, as pino's documentation advises for speed. */
export function openPino({ file }, sync) {
  const destination = pino.destination({ dest: file, sync, minLength: 4096 });
  const log = pino({ base: undefined }, destination);
  const timed = (span, fields, i) => {
    const start = performance.now();
    const result = i;
    log.info({ span, duration: performance.now() - start, ...fields });
    return result;
  };
  const oneTag = (i) => timed("foo", { index: i }, i);
  return {
    ops: {
      noTag: (i) => timed("foo", undefined, i),
      oneTag,
      fiveTags: (i) => timed("foo", { index: i, kind: "text", flag: true, size: 1.5, path: "/var/log/syslog" }, i),
      nested: (i) => {
        const start = performance.now();
        const result = timed("inner", { index: i }, i);
        log.info({ span: "outer", duration: performance.now() - start, index: i });
        return result;
      },
      awaited: async (i) => {
        const start = performance.now();
        await null;
        log.info({ span: "foo", duration: performance.now() - start, index: i });
        return i;
      },
      wrapped: (i) => oneTag(i),
    },
    // The first flush waits for a pending write, the second writes the rest. (With a callback, it would fsync.)
    async finish() {
      for (let turn = 0; turn < 2; turn++) {
        const drained = once(destination, "drain");
        destination.flush();
        await drained;
      }
    },
    count: () => ({ spans: readFileSync(file, "latin1").split("\n").length - 1 }),
  };
}
