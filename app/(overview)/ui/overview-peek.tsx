/** The span that was chosen among the newest, beside the panes. */
"use client";

import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useMemo } from "react";
import { readPeek } from "../../shell/peek/address.ts";
import type { Peek } from "../../shell/peek/use-peek.ts";
import { viewHref } from "../../shell/scope-href.ts";
import { adjustAddress, setAll } from "../address.ts";

const SpanPeek = lazy(async () => ({ default: (await import("../../shell/peek/span-peek.tsx")).SpanPeek }));

export function usePeek(): Peek {
  const params = useSearchParams();
  return useMemo(
    () => ({
      id: readPeek(params),
      onPeek: (id) => adjustAddress((next) => setAll(next, "peek", id === null ? [] : [String(id)])),
      hrefOf: (id) => viewHref(`/span/${id}`, params),
    }),
    [params],
  );
}

/** @param props.lastId the newest span of the file in the moment that the page shows */
export function OverviewPeek({ lastId }: { readonly lastId: number }) {
  const params = useSearchParams();
  const peek = usePeek();
  if (peek.id === null) return null;
  return (
    <Suspense fallback={null}>
      <SpanPeek {...peek} id={peek.id} params={params} lastId={lastId} />
    </Suspense>
  );
}
