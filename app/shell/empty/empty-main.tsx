/** The main part of a page without spans, as a chunk of its own: pages with spans do not load it. */
"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { EmptyView } from "./empty-view.tsx";

const Later = lazy(async () => ({ default: (await import("./empty-view.tsx")).EmptyView }));

export function EmptyMain(props: ComponentProps<typeof EmptyView>) {
  return (
    <Suspense fallback={null}>
      <Later {...props} />
    </Suspense>
  );
}
