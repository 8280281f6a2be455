/** Shown if a scope holds no spans: how many there would be without the last limit. */
import type { Scope } from "../../../lib/model/scope.ts";
import { askOnce } from "../../server/ask.ts";
import { NoMatch as Said } from "./no-match.tsx";
import { lastLimit } from "./scope-url.ts";

export async function NoMatch({ scope }: { readonly scope: Scope }) {
  const limit = lastLimit(scope);
  const answer = limit && (await askOnce("scopeCount", { scope: { ...scope, ...limit.change }, reading: "sample" }));
  return <Said without={answer?.ok ? answer.value : null} />;
}
