/** What the editor completes: the schema at once, names and tag keys when they have come. */
"use client";

import { useEffect, useMemo, useState } from "react";
import type { QueryWords } from "../../../lib/queries/query-words.ts";
import type { SqlWords } from "../../ui/sql/sql-schema.ts";
import type { LaterWords, QueryFacts } from "../data.ts";

export function useWords(facts: QueryFacts, later: LaterWords): SqlWords & Pick<QueryWords, "order"> {
  const [known, setKnown] = useState<QueryWords | null>(null);
  useEffect(() => {
    let gone = false;
    void later.then((answer) => {
      if (!gone && answer.ok) setKnown(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [later]);
  const { tables, order } = facts;
  return useMemo(() => ({ tables, order, names: order, keys: [], ...known }), [tables, order, known]);
}
