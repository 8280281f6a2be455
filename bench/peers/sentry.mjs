/** Sentry's `startSpan` with every trace sampled, no integrations, and a transport that counts and drops spans. */
import * as Sentry from "@sentry/node";

export const mayDrop = true;

export function open() {
  let spans = 0;
  const take = (envelope) => {
    for (const [header, item] of envelope[1]) {
      if (header.type === "transaction") spans += 1 + (item.spans?.length ?? 0);
      if (header.type === "span") spans += item.items?.length ?? 1;
    }
  };
  const client = Sentry.init({
    dsn: "https://key@example.invalid/1",
    defaultIntegrations: false, // One of them queries the machine's memory on every trace, at 100 µs.
    tracesSampleRate: 1,
    transport: () => ({
      send: async (envelope) => {
        take(envelope);
        return {};
      },
      flush: async () => true,
    }),
  });
  const oneTag = (i) =>
    Sentry.startSpan({ name: "foo" }, (span) => {
      span.setAttribute("index", i);
      return i;
    });
  return {
    ops: {
      noTag: (i) => Sentry.startSpan({ name: "foo" }, () => i),
      oneTag,
      fiveTags: (i) =>
        Sentry.startSpan({ name: "foo" }, (span) => {
          span.setAttributes({ index: i, kind: "text", flag: true, size: 1.5, path: "/var/log/syslog" });
          return i;
        }),
      nested: (i) =>
        Sentry.startSpan({ name: "outer" }, (outer) => {
          outer.setAttribute("index", i);
          return Sentry.startSpan({ name: "inner" }, (inner) => {
            inner.setAttribute("index", i);
            return i;
          });
        }),
      awaited: (i) =>
        Sentry.startSpan({ name: "foo" }, async (span) => {
          span.setAttribute("index", i);
          await null;
          return i;
        }),
      wrapped: (i) => oneTag(i),
    },
    finish: () => client.flush(10_000),
    count: () => ({ spans }),
  };
}
