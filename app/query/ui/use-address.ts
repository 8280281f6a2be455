/** The state in the URL, and the two ways to change it. */
"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { changeQueryUrl, formatQueryUrl, parseQueryUrl, type QueryUrl } from "../address.ts";

export type QueryChange = { readonly [K in keyof QueryUrl]?: QueryUrl[K] | undefined };

export interface UrlState {
  readonly url: QueryUrl;
  /** Navigates to another query, adding a step for Back. */
  readonly push: (next: QueryUrl) => void;
  /** Adjusts the view: replaces the URL. */
  readonly adjust: (change: QueryChange) => void;
}

interface AddressState {
  readonly search: string;
  readonly url: QueryUrl;
}

function readState(search: string): AddressState {
  return { search, url: parseQueryUrl(new URLSearchParams(search)) };
}

/**
 * Keeps a copy of the URL's state, because Next reports a changed URL with a delay, during which a choice would not
 * show.
 */
export function useQueryUrl(): UrlState {
  const params = useSearchParams().toString();
  const [{ url }, setState] = useState(() => readState(params));
  const write = useCallback((next: QueryUrl, how: "pushState" | "replaceState") => {
    const search = formatQueryUrl(next);
    setState({ search, url: next });
    window.history[how](null, "", `${window.location.pathname}${search}`);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `params` is only the trigger; the address may be newer
  useEffect(() => {
    const { search } = window.location;
    setState((state) => (state.search === search ? state : readState(search)));
  }, [params]);
  const push = useCallback((next: QueryUrl) => write(next, "pushState"), [write]);
  const adjust = useCallback(
    // Read from the address, as two changes may come before the next render.
    (change: QueryChange) => write(changeQueryUrl(readState(window.location.search).url, change), "replaceState"),
    [write],
  );
  return { url, push, adjust };
}
