/** Loads the code of the call tree: whoever looks at the heat map does not wait for it. */
"use client";

import { lazy, Suspense } from "react";
import { SkeletonRows } from "../../../ui/skeleton.tsx";
import type { CallTreeProps } from "./call-tree.tsx";

const CallTree = lazy(async () => ({ default: (await import("./call-tree.tsx")).CallTree }));

export function TreeView(props: CallTreeProps) {
  return (
    <Suspense fallback={<SkeletonRows count={8} />}>
      <CallTree {...props} />
    </Suspense>
  );
}
