/** A selection too long for an address: kept in this browser tab, under a name that the address carries. */
"use client";

import { useMemo, useSyncExternalStore } from "react";
import { hashText } from "../../../lib/model/colors.ts";
import { formatRegion, type Region, readRegion } from "../../../lib/model/region.ts";

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
