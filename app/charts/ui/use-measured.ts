/** Measures an element while it is mounted. */
"use client";

import { useCallback, useState } from "react";

/**
 * @param first the value for server rendering
 * @param measure must be the same function on every render
 */
export function useMeasured<Of extends HTMLElement, Measure>(
  first: Measure,
  measure: (element: Of) => Measure,
): [ref: (element: Of | null) => (() => void) | undefined, measured: Measure] {
  const [measured, setMeasured] = useState(first);
  const ref = useCallback(
    (element: Of | null) => {
      if (!element) return undefined;
      const observer = new ResizeObserver(() => setMeasured(measure(element)));
      observer.observe(element);
      return () => observer.disconnect();
    },
    [measure],
  );
  return [ref, measured];
}
