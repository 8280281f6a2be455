/** Datadog's tracer without its plugins, with an exporter that counts and drops spans in place of the agent's. */
process.env.DD_INSTRUMENTATION_TELEMETRY_ENABLED = "false";
process.env.DD_REMOTE_CONFIGURATION_ENABLED = "false";
process.env.DD_TRACE_STARTUP_LOGS = "false";
const { default: ddTrace } = await import("dd-trace");

export const mayDrop = true;

export function open() {
  let spans = 0;
  const tracer = ddTrace.init({ plugins: false });
  tracer._tracer._processor._exporter = {
    export(trace) {
      spans += trace.length;
    },
  };
  const oneTag = (i) =>
    tracer.trace("foo", (span) => {
      span.setTag("index", i);
      return i;
    });
  return {
    ops: {
      noTag: (i) => tracer.trace("foo", () => i),
      oneTag,
      fiveTags: (i) =>
        tracer.trace("foo", (span) => {
          span.addTags({ index: i, kind: "text", flag: true, size: 1.5, path: "/var/log/syslog" });
          return i;
        }),
      nested: (i) =>
        tracer.trace("outer", (outer) => {
          outer.setTag("index", i);
          return tracer.trace("inner", (inner) => {
            inner.setTag("index", i);
            return i;
          });
        }),
      awaited: (i) =>
        tracer.trace("foo", async (span) => {
          span.setTag("index", i);
          await null;
          return i;
        }),
      wrapped: tracer.wrap("foo", function foo(i) {
        tracer.scope().active().setTag("index", i);
        return i;
      }),
    },
    finish() {},
    count: () => ({ spans }),
  };
}
