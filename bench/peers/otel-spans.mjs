/** OpenTelemetry's SDK with the context manager and span processor that its documentation recommends, with defaults. */
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";

/** The calls, with whatever provider is registered. */
export function otelOps() {
  const tracer = trace.getTracer("bench");
  const oneTag = (i) =>
    tracer.startActiveSpan("foo", (span) => {
      span.setAttribute("index", i);
      span.end();
      return i;
    });
  return {
    noTag: (i) =>
      tracer.startActiveSpan("foo", (span) => {
        span.end();
        return i;
      }),
    oneTag,
    handleTag: oneTag,
    fiveTags: (i) =>
      tracer.startActiveSpan("foo", (span) => {
        span.setAttributes({ index: i, kind: "text", flag: true, size: 1.5, path: "/var/log/syslog" });
        span.end();
        return i;
      }),
    nested: (i) =>
      tracer.startActiveSpan("outer", (outer) => {
        outer.setAttribute("index", i);
        const result = tracer.startActiveSpan("inner", (inner) => {
          inner.setAttribute("index", i);
          inner.end();
          return i;
        });
        outer.end();
        return result;
      }),
    awaited: (i) =>
      tracer.startActiveSpan("foo", async (span) => {
        span.setAttribute("index", i);
        await null;
        span.end();
        return i;
      }),
    wrapped: function foo(i) {
      return tracer.startActiveSpan("foo", (span) => {
        span.setAttribute("index", i);
        span.end();
        return i;
      });
    },
  };
}

export function openOtel(exporter) {
  const processor = new BatchSpanProcessor(exporter);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
  return { ops: otelOps(), finish: () => processor.forceFlush() };
}
