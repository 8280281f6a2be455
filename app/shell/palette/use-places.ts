/** The names, tags and runs of the file, asked for when they are first wanted and again for another run. */
"use client";

import { useEffect, useState } from "react";
import { parseScope } from "../../../lib/model/scope.ts";
import type { Places } from "../../../lib/queries/search-index.ts";
import { askQuery } from "../../ui/ask.ts";

/** Younger than this, an answer is not asked for again. */
const FRESH_MS = 10_000;

/** @param query the run and window of the scope, as in the address; @returns null until the first answer */
export function usePlaces(wanted: boolean, query: string): Places | null {
  const [known, setKnown] = useState<{ query: string; at: number; places: Places } | null>(null);
  const fresh = known !== null && known.query === query && Date.now() - known.at < FRESH_MS;
  const ask = wanted && !fresh;
  useEffect(() => {
    if (!ask) return;
    const controller = new AbortController();
    const { run, window } = parseScope(new URLSearchParams(query));
    // Without an answer there are commands still; the next opening asks again.
    void askQuery("searchIndex", { run, window }, { signal: controller.signal }).then((outcome) => {
      if (outcome.ok) setKnown({ query, at: Date.now(), places: outcome.value });
    });
    return () => controller.abort();
  }, [ask, query]);
  return known?.places ?? null;
}
