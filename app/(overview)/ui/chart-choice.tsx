/** Chooses what is drawn below the span names: the heat map or the call tree. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";
import { useKey } from "../../ui/keys/keys.ts";
import { Segments } from "../../ui/select.tsx";

const CHARTS = [
  ["heatmap", "Heat map"],
  ["tree", "Call tree"],
] as const;

type Chart = (typeof CHARTS)[number][0];

/** What only the call tree has in the address. */
const OF_TREE = ["chart", "in", "path", "split", "pathsort"];

export function ChartChoice({ chart }: { readonly chart: Chart }) {
  const router = useRouter();
  const params = useSearchParams();
  const [changes, change] = useTransition();
  const other = chart === "tree" ? "heatmap" : "tree";
  const choose = (next: Chart) => {
    if (next === chart) return;
    const wanted = new URLSearchParams(params);
    for (const key of OF_TREE) wanted.delete(key);
    if (next === "tree") wanted.set("chart", next);
    const query = wanted.toString();
    change(() => router.push(query === "" ? "/" : `/?${query}`, { scroll: false }));
  };
  useKey("m", "Heat map or call tree", () => choose(other));
  // At once, while the server is at work.
  return <Segments label="Chart" options={CHARTS} value={changes ? other : chart} onChange={choose} />;
}
