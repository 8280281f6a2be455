/** What the panes of the overview share: each is asked once a request. */
import "server-only";
import { cache } from "react";
import { parseScope, type Scope, writeScope } from "../../lib/model/scope.ts";
import { askReader } from "../server/ask-reader.ts";

export function readFigures(scope: Scope) {
  return figuresOf(String(writeScope(scope)));
}

export function readSelfTimes(scope: Scope) {
  return selfTimesOf(String(writeScope(scope)));
}

const figuresOf = cache((text: string) => askReader("overview", { scope: readScope(text) }));
const selfTimesOf = cache((text: string) => askReader("selfTimes", { scope: readScope(text) }));

function readScope(text: string): Scope {
  return parseScope(new URLSearchParams(text));
}
