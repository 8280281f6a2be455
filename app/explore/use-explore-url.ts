/** The state in the address, and the ways to change it. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import type { Scope } from "../../lib/scope.ts";
import { changeView, type ExploreUrl, exploreHref, parseExploreUrl, type ViewChange } from "./explore-url.ts";

export interface ExploreUrlState {
  readonly url: ExploreUrl;
  /** An adjustment of what is there: nothing that Back goes back over. */
  readonly adjust: (change: ViewChange) => void;
  /** A step: another scope. The server answers it. */
  readonly go: (change: Partial<Scope>, view?: ViewChange) => void;
}

function know(search: string): { readonly search: string; readonly url: ExploreUrl } {
  return { search, url: parseExploreUrl(new URLSearchParams(search)) };
}

/** A copy of the state is kept, because Next tells of a changed address only when it has time. */
export function useExploreUrl(): ExploreUrlState {
  const router = useRouter();
  const params = useSearchParams().toString();
  const [{ url }, setKnown] = useState(() => know(params));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `params` says when to look; the address may be newer already
  useEffect(() => {
    const { search } = window.location;
    setKnown((known) => (known.search === search ? known : know(search)));
  }, [params]);
  const adjust = useCallback((change: ViewChange) => {
    // From the address itself: two changes may come before the page is drawn again.
    const now = know(window.location.search).url;
    // A region of other axes means nothing.
    const moved = ["plot", "x", "y"].some((key) => key in change) && !("sel" in change);
    const next = { ...now, view: changeView(now.view, moved ? { ...change, sel: undefined } : change) };
    const href = exploreHref(next, window.location.pathname);
    setKnown({ search: new URL(href, window.location.href).search, url: next });
    window.history.replaceState(null, "", href);
  }, []);
  const go = useCallback(
    (change: Partial<Scope>, view: ViewChange = {}) => {
      const now = know(window.location.search).url;
      router.push(exploreHref({ scope: { ...now.scope, ...change }, view: changeView(now.view, view) }));
    },
    [router],
  );
  return { url, adjust, go };
}
