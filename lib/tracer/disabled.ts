/** What callers get when nothing is traced. */
import type { ActiveSpan, Summary } from "../api.ts";
import { checkFunction } from "./arguments.ts";

/** Compilers use the registered symbol if the engine has no `Symbol.dispose`. */
export const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/** Stands in for every span. */
export const NO_SPAN: ActiveSpan = {
  name: "",
  start: 0,
  ended: true,
  tag: () => NO_SPAN,
  fail: () => NO_SPAN,
  end: () => {},
  run(fn) {
    checkFunction("span.run(fn)", fn);
    return fn();
  },
  [DISPOSE]: () => {},
};

export const NO_COUNTS: Omit<Summary, "dbPath" | "dropped"> = {
  spanCount: 0,
  tagCount: 0,
  minStart: null,
  maxStart: null,
  totalDuration: null,
  spanNames: [],
  tagKeys: [],
};
