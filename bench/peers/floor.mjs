/** The floor: only what any tracer with a current span needs, two clock readings and a context. Records nothing. */
import { AsyncLocalStorage } from "node:async_hooks";

export function open() {
  const current = new AsyncLocalStorage();
  let spans = 0;
  const begin = (name) => ({
    name,
    parent: current.getStore(),
    start: performance.now(),
    duration: 0,
    tags: undefined,
  });
  const end = (span) => {
    span.duration = performance.now() - span.start;
    spans++;
  };
  const run = (name, fn) => {
    const span = begin(name);
    const result = current.run(span, fn);
    end(span);
    return result;
  };
  const tag = (tags) => {
    current.getStore().tags = tags;
  };
  const oneTag = (i) =>
    run("foo", () => {
      tag({ index: i });
      return i;
    });
  return {
    ops: {
      noTag: (i) => run("foo", () => i),
      oneTag,
      fiveTags: (i) =>
        run("foo", () => {
          tag({ index: i, kind: "text", flag: true, size: 1.5, path: "/var/log/syslog" });
          return i;
        }),
      nested: (i) =>
        run("outer", () => {
          tag({ index: i });
          return run("inner", () => {
            tag({ index: i });
            return i;
          });
        }),
      async awaited(i) {
        const span = begin("foo");
        const result = await current.run(span, async () => {
          tag({ index: i });
          await null;
          return i;
        });
        end(span);
        return result;
      },
      wrapped: (i) => oneTag(i),
    },
    finish() {},
    count: () => ({ spans }),
  };
}
