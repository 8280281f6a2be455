/** Said where a scope holds no spans: how many there would be without the limit that was set last. */
import type { Scope } from "../lib/scope.ts";
import { NoMatch as Said } from "./_components/scope/no-match.tsx";
import { lastLimit } from "./_components/scope/scope-url.ts";
import { askReader } from "./_data/ask-reader.ts";

export async function NoMatch({ scope }: { readonly scope: Scope }) {
  const limit = lastLimit(scope);
  const answer = limit && (await askReader("scopeCount", { scope: { ...scope, ...limit.change } }));
  return <Said without={answer?.ok ? answer.value : null} />;
}
