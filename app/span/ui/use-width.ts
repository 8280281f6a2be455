/** How wide an element is, as long as it is there. */
"use client";

import { useCallback, useState } from "react";

/** @param first pixels, until it is measured */
export function useWidth<Of extends HTMLElement>(
  first: number,
): [(element: Of | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(first);
  const measure = useCallback((element: Of | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [measure, width];
}
