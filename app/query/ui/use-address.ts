/** The state in the URL, and the two ways to change it. */
"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { changeQueryUrl, formatQueryUrl, parseQueryUrl, type QueryUrl } from "../address.ts";

export type QueryChange = { readonly [K in keyof QueryUrl]?: QueryUrl[K] | undefined };

export interface UrlState {
  readonly url: QueryUrl;
  /** A step that Back goes back over: another query. */
  readonly push: (next: QueryUrl) => void;
  /** An adjustment of what is there. */
  readonly adjust: (change: QueryChange) => void;
}

interface Known {
  readonly search: string;
  readonly url: QueryUrl;
}

function know(search: string): Known {
  return { search, url: parseQueryUrl(new URLSearchParams(search)) };
}

/**
 * A copy of the URL's state is kept, because Next tells of a changed URL only when it has time: without it, a choice would
 * not be seen before that.
 */
export function useQueryUrl(): UrlState {
  const params = useSearchParams().toString();
  const [{ url }, setKnown] = useState(() => know(params));
  const write = useCallback((next: QueryUrl, how: "pushState" | "replaceState") => {
    const search = formatQueryUrl(next);
    setKnown({ search, url: next });
    window.history[how](null, "", `${window.location.pathname}${search}`);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `params` says when to look; the address may be newer already
  useEffect(() => {
    const { search } = window.location;
    setKnown((known) => (known.search === search ? known : know(search)));
  }, [params]);
  const push = useCallback((next: QueryUrl) => write(next, "pushState"), [write]);
  const adjust = useCallback(
    // From the address itself: two changes may come before the page is drawn again.
    (change: QueryChange) => write(changeQueryUrl(know(window.location.search).url, change), "replaceState"),
    [write],
  );
  return { url, push, adjust };
}
