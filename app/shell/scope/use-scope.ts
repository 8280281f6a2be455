/**
 * The scope in the page's address, and the ways to change it: push for navigation, replace for adjustments.
 *
 * The address changes only once the server begins to answer. Until then, the requested scope counts as current:
 * controls show it at once, and the next change builds on it.
 */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { parseScope, type Scope } from "../../../lib/model/scope.ts";
import type { ScopeTag } from "../../../lib/queries/scope-tags.ts";
import { shareValue, useShared } from "../../ui/shared-value.ts";
import { usePath } from "../use-path.ts";
import { scopeHref } from "./scope-url.ts";

interface Asked {
  /** The address from which it was requested; any other address supersedes it. */
  readonly from: string;
  readonly params: string;
}

const asked = shareValue<Asked | null>(null);

export function useScope() {
  const pathname = usePath();
  const router = useRouter();
  const current = useSearchParams().toString();
  const from = `${pathname}?${current}`;
  const waiting = useShared(asked);
  const params = new URLSearchParams(waiting?.from === from ? waiting.params : current);
  const href = (change: Partial<Scope>) => scopeHref(pathname, params, change);
  /** For links: records that one was followed. */
  const expect = (change: Partial<Scope>) => asked.set({ from, params: href(change).split("?")[1] ?? "" });
  return {
    scope: parseScope(params),
    href,
    expect,
    push: (change: Partial<Scope>) => {
      expect(change);
      router.push(href(change), { scroll: false });
    },
    replace: (change: Partial<Scope>) => {
      expect(change);
      router.replace(href(change), { scroll: false });
    },
  };
}

/** A tag to filter by, and its most frequent values. */
export interface FilterTag extends Pick<ScopeTag, "key" | "kind" | "count" | "values" | "top"> {
  /** Whether counts are exact. */
  readonly exact: boolean;
}
