/** The names, tags and runs of the file, asked for when they are first wanted and again for another run. */
"use client";

import { useEffect, useState } from "react";
import type { Places } from "../../../lib/queries/search-index.ts";

export interface KnownPlaces extends Places {
  /** Of the file. */
  readonly path: string;
}

type Answer = ({ readonly ok: true } & KnownPlaces) | { readonly ok: false; readonly message: string };

/** Younger than this, an answer is not asked for again. */
const FRESH_MS = 10_000;

/** @param query the run and window of the scope, as in the address; @returns null until the first answer */
export function usePlaces(wanted: boolean, query: string): KnownPlaces | null {
  const [known, setKnown] = useState<{ query: string; at: number; places: KnownPlaces } | null>(null);
  const fresh = known !== null && known.query === query && Date.now() - known.at < FRESH_MS;
  const ask = wanted && !fresh;
  useEffect(() => {
    if (!ask) return;
    const controller = new AbortController();
    void (async () => {
      try {
        const response = await fetch(`api/places?${query}`, { cache: "no-store", signal: controller.signal });
        const answer = (await response.json()) as Answer;
        if (answer.ok) setKnown({ query, at: Date.now(), places: answer });
      } catch {
        // Without an answer there are commands still; the next opening asks again.
      }
    })();
    return () => controller.abort();
  }, [ask, query]);
  return known?.places ?? null;
}
