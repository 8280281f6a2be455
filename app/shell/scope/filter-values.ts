/** The values known of a tag, of names and of errors, to choose from while a filter is made. */
"use client";

import { useEffect, useState } from "react";
import type { Basis } from "../../../lib/model/basis.ts";
import type { Scope } from "../../../lib/model/scope.ts";
import { askQuery } from "../../ui/ask.ts";
import type { Draft } from "./filter-draft.ts";
import { type FilterTag, useScope } from "./use-scope.ts";

export interface KnownValue {
  readonly value: string;
  /** Spans with it. */
  readonly count: number;
  /** Whether that is exact. */
  readonly exact: boolean;
}

const NONE: readonly KnownValue[] = [];

/** The most frequent ones at once, more when they have arrived. */
export function useKnownValues({ of, key }: Pick<Draft, "of" | "key">, tag: FilterTag | undefined) {
  const { scope } = useScope();
  const [more, setMore] = useState<readonly KnownValue[] | null>(null);
  const isWhole = tag !== undefined && tag.values <= tag.top.length;
  // As of when the step began: filters change nothing in what a value may be.
  const asked = isWhole ? null : JSON.stringify({ ...scope, tags: [], names: [], only: undefined, error: null });
  useEffect(() => {
    if (asked === null) return;
    const controller = new AbortController();
    void askValues(of, key, JSON.parse(asked), controller.signal).then((found) => {
      if (!controller.signal.aborted) setMore(found);
    });
    return () => controller.abort();
  }, [of, key, asked]);
  return more ?? tag?.top.map((known) => ({ ...known, exact: tag.exact })) ?? NONE;
}

/** Null without an answer. */
async function askValues(of: Draft["of"], key: string, scope: Scope, signal: AbortSignal) {
  const counted = (
    found: readonly { readonly value: string; readonly count: number }[],
    { exact }: Pick<Basis, "exact">,
  ) => found.map(({ value, count }) => ({ value, count, exact }));
  if (of === "tag") {
    const outcome = await askQuery("scopeTags", { scope, reading: "sample", key }, { signal });
    return outcome.ok ? counted(outcome.value.tags[0]?.top ?? [], outcome.value.basis) : null;
  }
  if (of === "name") {
    const outcome = await askQuery("scopeNames", { scope, reading: "sample" }, { signal });
    if (!outcome.ok) return null;
    return counted(
      outcome.value.names.map(({ name, count }) => ({ value: name, count })),
      outcome.value.basis,
    );
  }
  if (of !== "error") return null;
  const outcome = await askQuery("scopeErrors", { scope }, { signal });
  if (!outcome.ok) return null;
  return counted(
    outcome.value.types.map(({ type, count }) => ({ value: type, count })),
    { exact: true },
  );
}
