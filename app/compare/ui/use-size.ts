/** The size of an element, as it is and as it becomes. */
"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import type { ChartSize } from "./curve-geometry.ts";

export function useSize<Element extends HTMLElement>(first: ChartSize): [RefObject<Element | null>, ChartSize] {
  const ref = useRef<Element>(null);
  const [size, setSize] = useState(first);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
