/** While the page follows the program, the last query runs again when spans have come. */
"use client";

import { useState } from "react";
import { useFollow, useTail } from "../../shell/live/tail.ts";
import { useWatch } from "../../shell/live/watch.ts";
import type { QueryRun } from "./use-run.ts";

export function useFollowing({ ran, failed, since, run }: QueryRun): void {
  const tail = useTail();
  const { answer } = useWatch();
  const lastId = answer?.lastId ?? 0;
  /** The newest span when it ran for the last time. */
  const [seen, setSeen] = useState(0);
  const running = since !== null;
  // What failed or was stopped is not run again unasked.
  useFollow(tail && ran !== null && failed === null && !running && lastId !== seen, running, () => {
    if (!ran) return;
    setSeen(lastId);
    run(ran.sql);
  });
}
