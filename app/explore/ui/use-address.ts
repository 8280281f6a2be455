/** The state in the address, and the ways to change it. */
/** A selection too long for an address: kept in this browser tab, under a name that the address carries. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { hashText } from "../../../lib/model/colors.ts";
import { formatRegion, type Region, readRegion } from "../../../lib/model/region.ts";
import type { Scope } from "../../../lib/model/scope.ts";
import { changeView, type ExploreUrl, exploreHref, parseExploreUrl, type ViewChange } from "../address.ts";

export interface ExploreUrlState {
  readonly url: ExploreUrl;
  /** What to say of a selection that the address does not carry. */
  readonly keptNote: string | undefined;
  /** An adjustment of what is there: nothing that Back goes back over. */
  readonly adjust: (change: ViewChange) => void;
  /** A step: another scope. The server answers it. */
  readonly go: (change: Partial<Scope>, view?: ViewChange) => void;
}

interface Known {
  /** What Next told last. */
  readonly params: string;
  readonly url: ExploreUrl;
  /** Addresses that were written here since then: when Next comes to tell of them, `url` may be further. */
  readonly own: readonly string[];
}

function read(params: string): ExploreUrl {
  return parseExploreUrl(new URLSearchParams(params));
}

/** A new selection comes with the name it is kept under, if it needs one. */
function withKept(change: ViewChange): ViewChange {
  return "sel" in change ? { ...change, kept: keepRegion(change.sel) } : change;
}

function searchOf(href: string): string {
  return new URL(href, window.location.href).searchParams.toString();
}

/**
 * A copy of the state is kept, because Next tells of a changed address only when it has time. What comes from elsewhere (a
 * link, Back) is taken over while drawing, together with the answers that came with it.
 */
export function useExploreUrl(): ExploreUrlState {
  const router = useRouter();
  const params = useSearchParams().toString();
  const [known, setKnown] = useState<Known>(() => ({ params, url: read(params), own: [] }));
  if (known.params !== params) {
    const ours = known.own.includes(params);
    setKnown(ours ? { ...known, params } : { params, url: read(params), own: [] });
  }
  const adjust = useCallback((change: ViewChange) => {
    // From the address itself: two changes may come before the page is drawn again.
    const now = read(window.location.search);
    // A region of other axes means nothing.
    const moved = ["plot", "x", "y"].some((key) => key in change) && !("sel" in change);
    const next = { ...now, view: changeView(now.view, withKept(moved ? { ...change, sel: undefined } : change)) };
    const href = exploreHref(next, window.location.pathname);
    setKnown((before) => ({ ...before, url: next, own: [...before.own, searchOf(href)] }));
    window.history.replaceState(null, "", href);
  }, []);
  const go = useCallback(
    (change: Partial<Scope>, view: ViewChange = {}) => {
      const now = read(window.location.search);
      router.push(exploreHref({ scope: { ...now.scope, ...change }, view: changeView(now.view, withKept(view)) }));
    },
    [router],
  );
  const { view } = known.url;
  const kept = useKeptRegion(view.sel ? undefined : view.kept);
  const url = useMemo(
    () => (kept ? { ...known.url, view: { ...view, sel: kept } } : known.url),
    [known.url, view, kept],
  );
  const keptNote = view.kept === undefined ? undefined : url.view.sel ? LONG_SELECTION : LOST_SELECTION;
  return { url, keptNote, adjust, go };
}

const PREFIX = "spantom.sel.";

export const LONG_SELECTION = "The link does not carry this selection: it has too many spans.";
export const LOST_SELECTION = "The selection of this link was left in another tab.";

/** The name under which it is kept; undefined for one that an address can carry. */
export function keepRegion(region: Region | undefined): string | undefined {
  if (!region || formatRegion(region) !== undefined) return undefined;
  const text = JSON.stringify(region);
  const name = hashText(text).toString(36);
  try {
    sessionStorage.setItem(PREFIX + name, text);
  } catch {
    // No storage in this browser, or it is full: the selection is there until the page is left.
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

/** It never changes under its name. */
const subscribe = () => () => undefined;

/** @returns undefined where this tab does not have it, and until the page is awake */
export function useKeptRegion(name: string | undefined): Region | undefined {
  const text = useSyncExternalStore(
    subscribe,
    () => readKept(name),
    () => null,
  );
  return useMemo(() => (text === null ? undefined : readRegion(JSON.parse(text))), [text]);
}
