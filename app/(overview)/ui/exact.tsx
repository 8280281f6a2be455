/** The overview's exact figures, shared by its panes. Until they arrive, the panes show those of the sample. */
"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { OverviewFigures } from "../../../lib/analysis/overview/answer.ts";
import type { Basis } from "../../../lib/model/basis.ts";
import type { Scope } from "../../../lib/model/scope.ts";
import type { SelfTimes } from "../../../lib/queries/self-times.ts";
import { BasisStrip } from "../../ui/basis-strip.tsx";
import { useExact } from "../../ui/use-exact.ts";

interface ExactFigures {
  readonly figures: OverviewFigures | null;
  readonly self: SelfTimes | null;
}

const Context = createContext<ExactFigures>({ figures: null, self: null });

export function useExactFigures(): ExactFigures {
  return useContext(Context);
}

interface ExactOverviewProps {
  /** With its newest span, so that exact figures are of the same spans as the sample's. */
  readonly scope: Scope;
  /** Of the sample; null if its query failed. */
  readonly sampled: Promise<Basis | null>;
  readonly children: ReactNode;
}

export function ExactOverview({ scope, sampled, children }: ExactOverviewProps) {
  const [basis, setBasis] = useState<Basis | null>(null);
  useEffect(() => {
    let gone = false;
    void sampled.then((found) => !gone && setBasis(found));
    return () => {
      gone = true;
    };
  }, [sampled]);
  const figures = useExact("overview", { scope, reading: "exact" }, basis, sampled);
  // One after the other: the second finds the spans in memory that the first has read.
  const self = useExact("selfTimes", { scope, reading: "exact" }, figures.answer && basis, sampled);
  return (
    <Context value={{ figures: figures.answer, self: self.answer }}>
      <BasisStrip basis={figures.answer?.basis ?? basis} exact={figures} />
      {children}
    </Context>
  );
}
