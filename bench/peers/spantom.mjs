/** Spantom, used as in its README. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { countRows } from "../database.mjs";

export const writesAtExit = true;

export async function open(task) {
  const { SP } = await import(pathToFileURL(join(task.lib, "index.js")).href);
  SP.init(task.file);
  const wrapped = SP.span()(function foo(i) {
    SP.tag({ index: i });
    return i;
  });
  return {
    ops: {
      noTag: (i) => SP.span("foo", () => i),
      oneTag: (i) =>
        SP.span("foo", () => {
          SP.tag({ index: i });
          return i;
        }),
      handleTag: (i) =>
        SP.span("foo", (span) => {
          span.tag({ index: i });
          return i;
        }),
      fiveTags: (i) =>
        SP.span("foo", () => {
          SP.tag({ index: i, kind: "text", flag: true, size: 1.5, path: "/var/log/syslog" });
          return i;
        }),
      nested: (i) =>
        SP.span("outer", () => {
          SP.tag({ index: i });
          return SP.span("inner", () => {
            SP.tag({ index: i });
            return i;
          });
        }),
      awaited: (i) =>
        SP.span("foo", async () => {
          SP.tag({ index: i });
          await null;
          return i;
        }),
      wrapped,
    },
    finish: () => SP.flush(),
    count: () => countRows(task),
  };
}
