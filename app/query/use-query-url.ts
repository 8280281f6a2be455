/** The state in the URL, and the two ways to change it. */
"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { changeQueryUrl, formatQueryUrl, parseQueryUrl, type QueryUrl } from "./query-url.ts";

export type QueryChange = { readonly [K in keyof QueryUrl]?: QueryUrl[K] | undefined };

export interface UrlState {
  readonly url: QueryUrl;
  /** A step that Back goes back over: another query. */
  readonly push: (next: QueryUrl) => void;
  /** An adjustment of what is there. */
  readonly adjust: (change: QueryChange) => void;
}

function address(state: QueryUrl): string {
  return `${window.location.pathname}${formatQueryUrl(state)}`;
}

export function useQueryUrl(): UrlState {
  const params = useSearchParams();
  const url = useMemo(() => parseQueryUrl(new URLSearchParams(params)), [params]);
  const push = useCallback((next: QueryUrl) => window.history.pushState(null, "", address(next)), []);
  const adjust = useCallback((change: QueryChange) => {
    // From the address itself: two changes may come before the page is drawn again.
    const current = parseQueryUrl(new URLSearchParams(window.location.search));
    window.history.replaceState(null, "", address(changeQueryUrl(current, change)));
  }, []);
  return { url, push, adjust };
}
