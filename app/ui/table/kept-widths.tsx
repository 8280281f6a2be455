/** Keeps the widths of columns for all tables of the page. */
"use client";

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import { writeCookie } from "../cookie.ts";
import { type SharedValue, shareValue } from "../shared-value.ts";
import { formatWidths, parseWidths, type TableWidths, type Widths } from "./column-widths.ts";

const Kept = createContext<SharedValue<TableWidths>>(shareValue<TableWidths>(new Map()));

interface KeptWidthsProps {
  /** The cookie. */
  readonly text: string | undefined;
  readonly children: ReactNode;
}

export function KeptWidths({ text, children }: KeptWidthsProps) {
  const [kept] = useState(() => shareValue(parseWidths(text)));
  return <Kept value={kept}>{children}</Kept>;
}

export interface WidthsOfTable {
  /** Undefined while the table lays its columns out itself. */
  readonly widths: Widths | undefined;
  /** Shows others; kept only from `keep` on, as a drag passes many. */
  readonly show: (next: Widths | undefined) => void;
  readonly keep: () => void;
}

export function useWidths(table: string): WidthsOfTable {
  const kept = useContext(Kept);
  const widths = useSyncExternalStore(
    kept.subscribe,
    () => kept.get().get(table),
    () => kept.first.get(table),
  );
  return {
    widths,
    show(next) {
      // Last in the map: those that were changed first are given up first.
      const others = [...kept.get()].filter(([other]) => other !== table);
      kept.set(new Map(next ? [...others, [table, next]] : others));
    },
    keep: () => writeCookie("columns", kept.get().size > 0 ? formatWidths(kept.get()) : null),
  };
}
