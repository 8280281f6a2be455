/** The chart colours of the theme in force; they follow it without a reload. */
"use client";

import { useEffect, useState } from "react";
import { type ChartColors, readChartColors } from "../draw/colors.ts";

/** Null until the page is in a browser. */
export function useChartColors(): ChartColors | null {
  const [colors, setColors] = useState<ChartColors | null>(null);
  useEffect(() => {
    const read = () => setColors(readChartColors(document.body));
    read();
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", read);
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
    return () => {
      system.removeEventListener("change", read);
      chosen.disconnect();
    };
  }, []);
  return colors;
}
