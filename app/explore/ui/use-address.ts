/**
 * The state in the address, and the ways to change it. A selection too long for an address is kept in this browser tab,
 * under a name that the address carries.
 */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { hashText } from "../../../lib/model/colors.ts";
import { formatRegion, type Region, readRegion } from "../../../lib/model/region.ts";
import type { Scope } from "../../../lib/model/scope.ts";
import { changeView, type ExploreUrl, exploreHref, parseExploreUrl, type ViewChange } from "../address.ts";

export interface ExploreUrlState {
  readonly url: ExploreUrl;
  /** A note about a selection that the address does not carry. */
  readonly keptNote: string | undefined;
  /** Adjusts the view: replaces the address without adding a step for Back. */
  readonly adjust: (change: ViewChange) => void;
  /** Navigates to another scope, for which the server renders the page. */
  readonly go: (change: Partial<Scope>, view?: ViewChange) => void;
}

interface AddressState {
  /** The parameters last reported by Next. */
  readonly params: string;
  readonly url: ExploreUrl;
  /** Addresses written here since then: by the time Next reports one of them, `url` may be newer. */
  readonly own: readonly string[];
}

function read(params: string): ExploreUrl {
  return parseExploreUrl(new URLSearchParams(params));
}

/** Adds the name under which a new selection is kept, if it needs one. */
function withKept(change: ViewChange): ViewChange {
  return "sel" in change ? { ...change, kept: keepRegion(change.sel) } : change;
}

function searchOf(href: string): string {
  return new URL(href, window.location.href).searchParams.toString();
}

/**
 * Keeps a copy of the state, because Next reports a changed address with a delay. Changes from elsewhere (a link, Back)
 * are adopted during rendering, together with their answers.
 */
export function useExploreUrl(): ExploreUrlState {
  const router = useRouter();
  const params = useSearchParams().toString();
  const [state, setState] = useState<AddressState>(() => ({ params, url: read(params), own: [] }));
  if (state.params !== params) {
    const ours = state.own.includes(params);
    setState(ours ? { ...state, params } : { params, url: read(params), own: [] });
  }
  const adjust = useCallback((change: ViewChange) => {
    // Read from the address, as two changes may come before the next render.
    const now = read(window.location.search);
    // A region is meaningless on other axes.
    const moved = ["plot", "x", "y"].some((key) => key in change) && !("sel" in change);
    const next = { ...now, view: changeView(now.view, withKept(moved ? { ...change, sel: undefined } : change)) };
    const href = exploreHref(next, window.location.pathname);
    setState((before) => ({ ...before, url: next, own: [...before.own, searchOf(href)] }));
    window.history.replaceState(null, "", href);
  }, []);
  const go = useCallback(
    (change: Partial<Scope>, view: ViewChange = {}) => {
      const now = read(window.location.search);
      router.push(exploreHref({ scope: { ...now.scope, ...change }, view: changeView(now.view, withKept(view)) }));
    },
    [router],
  );
  const { view } = state.url;
  const kept = useKeptRegion(view.sel ? undefined : view.kept);
  const url = useMemo(
    () => (kept ? { ...state.url, view: { ...view, sel: kept } } : state.url),
    [state.url, view, kept],
  );
  const keptNote = view.kept === undefined ? undefined : url.view.sel ? LONG_SELECTION : LOST_SELECTION;
  return { url, keptNote, adjust, go };
}

const PREFIX = "spantom.sel.";

export const LONG_SELECTION = "The link does not carry this selection: it has too many spans.";
export const LOST_SELECTION = "The selection of this link is only in the tab in which it was made.";

/**
 * Keeps a region that is too long for the address, and returns its name there; undefined if the address can carry it.
 */
export function keepRegion(region: Region | undefined): string | undefined {
  if (!region || formatRegion(region) !== undefined) return undefined;
  const text = JSON.stringify(region);
  const name = hashText(text).toString(36);
  try {
    sessionStorage.setItem(PREFIX + name, text);
  } catch {
    // Storage is unavailable or full: the selection lasts until the user leaves the page.
  }
  return name;
}

function readKept(name: string | undefined): string | null {
  try {
    return name === undefined ? null : sessionStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** A kept selection never changes under its name. */
const subscribe = () => () => undefined;

/** @returns undefined if this tab does not have it, and until hydration */
export function useKeptRegion(name: string | undefined): Region | undefined {
  const text = useSyncExternalStore(
    subscribe,
    () => readKept(name),
    () => null,
  );
  return useMemo(() => (text === null ? undefined : readRegion(JSON.parse(text))), [text]);
}
