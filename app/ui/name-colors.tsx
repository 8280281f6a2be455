/** The colours of span names, the same in all parts of a page. */
"use client";

import { createContext, type ReactNode, Suspense, use, useEffect, useMemo, useState } from "react";
import { assignColors, type ColorIndex, type Colors, reassignColors } from "../../lib/model/colors.ts";
import type { NameRanks } from "../../lib/queries/name-ranks.ts";
import { Swatch } from "./chip.tsx";
import { shareValue, useShared } from "./shared-value.ts";

interface NameColoring {
  readonly ranks: Promise<NameRanks> | NameRanks;
  readonly colorsOf: (ranks: NameRanks) => Colors;
}

const NO_COLORS: Colors = new Map();
const Context = createContext<NameColoring | null>(null);
/** Those of the page, for what is outside of it. */
const shown = shareValue(NO_COLORS);

interface NameColorsProps {
  /** With each refresh of the page they come anew. */
  readonly ranks: NameColoring["ranks"];
  readonly children: ReactNode;
}

export function NameColors({ ranks, children }: NameColorsProps) {
  const [colorsOf] = useState(rememberColors);
  const coloring = useMemo(() => ({ ranks, colorsOf }), [ranks, colorsOf]);
  return (
    <Context value={coloring}>
      {children}
      <Suspense>
        <Shown />
      </Suspense>
    </Context>
  );
}

/** While a page is open, a name keeps its colour: its run may be growing. */
function rememberColors(): NameColoring["colorsOf"] {
  const known = new WeakMap<NameRanks, Colors>();
  let last: { readonly of: string; readonly colors: Colors } | undefined;
  return (ranks) => {
    const { of, names } = ranks;
    const colors = known.get(ranks) ?? (last?.of === of ? reassignColors(names, last.colors) : assignColors(names));
    known.set(ranks, colors);
    last = { of, colors };
    return colors;
  };
}

/** Suspends until they are known. All names of the run are in it, most as "other". */
export function useNameColors(): Colors {
  const coloring = use(Context);
  if (!coloring) return NO_COLORS;
  return coloring.colorsOf("then" in coloring.ranks ? use(coloring.ranks) : coloring.ranks);
}

/** Does not suspend: for what opens over a page. */
export function useShownNameColors(): Colors {
  return useShared(shown);
}

function Shown() {
  const colors = useNameColors();
  useEffect(() => shown.set(colors), [colors]);
  return null;
}

export function useNameColor(name: string): ColorIndex {
  return useNameColors().get(name) ?? 8;
}

export function NameSwatch({ name }: { readonly name: string }) {
  return <Swatch colorIndex={useNameColor(name)} />;
}

/** For places that are there before the colours are. */
export function EarlyNameSwatch({ name }: { readonly name: string }) {
  return (
    <Suspense fallback={<Swatch colorIndex={8} />}>
      <NameSwatch name={name} />
    </Suspense>
  );
}
