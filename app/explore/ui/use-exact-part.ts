/**
 * The exact answer for a part of the page whose first answer came from a sample. Stopped once, it is not asked for again
 * by itself in the same scope: every change of axes would start it anew.
 */
"use client";

import { useState } from "react";
import type { Basis } from "../../../lib/model/basis.ts";
import type { QueryAnswer, QueryName, QueryParams } from "../../../lib/queries/registry.ts";
import { type Exact, useExact } from "../../ui/use-exact.ts";

/**
 * @param sampled the basis of the first answer; null while there is none, or if it should not be asked yet
 * @param page something that comes with the page
 */
export function useExactPart<Name extends "explore" | "exploreRows" | "why">(
  name: Name,
  params: QueryParams<Name>,
  sampled: Basis | null,
  page: object,
): Exact<QueryAnswer<Name>> {
  const scope = JSON.stringify(params.scope);
  const [stopped, setStopped] = useState<string | null>(null);
  const exact = useExact(name as QueryName as Name, params, stopped === scope ? null : sampled, page);
  return {
    ...exact,
    start() {
      setStopped(null);
      exact.start();
    },
    stop() {
      setStopped(scope);
      exact.stop();
    },
  };
}
