/** Rows of the newest spans: as the server drew them, and while the page follows, with those that came since on top. */
"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { parseScope } from "../../../lib/model/scope.ts";
import type { NewestSpan } from "../../../lib/queries/scope-newest.ts";
import { useTail } from "../../shell/live/tail.ts";
import { useWatch } from "../../shell/live/watch.ts";
import { scopeOf } from "../../shell/scope-href.ts";
import { askQuery } from "../../ui/ask.ts";

/** What nobody scrolls to any more is dropped. */
const MOST_ROWS = 500;

export function useNewSpans(drawn: readonly NewestSpan[]): readonly NewestSpan[] {
  const tail = useTail();
  const { answer } = useWatch();
  const query = scopeOf(new URLSearchParams(useSearchParams())).toString();
  const [come, setCome] = useState<{ readonly on: readonly NewestSpan[]; readonly spans: readonly NewestSpan[] }>({
    on: drawn,
    spans: [],
  });
  const added = come.on === drawn ? come.spans : [];
  const lastId = answer?.lastId ?? 0;
  const after = added[0]?.id ?? drawn[0]?.id ?? 0;
  useEffect(() => {
    if (!tail || lastId <= after) return;
    const gone = new AbortController();
    const scope = parseScope(new URLSearchParams(query));
    void askQuery("scopeNewest", { scope, after }, { signal: gone.signal }).then((outcome) => {
      if (!outcome.ok) return;
      setCome(({ on, spans: before }) => {
        const kept = on === drawn ? before : [];
        const fresh = outcome.value.spans.filter(({ id }) => id > (kept[0]?.id ?? 0));
        return { on: drawn, spans: [...fresh, ...kept].slice(0, MOST_ROWS) };
      });
    });
    return () => gone.abort();
  }, [tail, lastId, after, query, drawn]);
  return added.length === 0 ? drawn : [...added, ...drawn].slice(0, MOST_ROWS);
}
