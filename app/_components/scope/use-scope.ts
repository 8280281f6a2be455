/** The scope of the page's address, and the ways to change it: push for navigation, replace for adjustments. */
"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { parseScope, type Scope } from "../../../lib/scope.ts";
import { scopeHref } from "./scope-url.ts";

export function useScope() {
  const pathname = usePathname();
  const params = useSearchParams();
  const router = useRouter();
  const href = (change: Partial<Scope>) => scopeHref(pathname, params, change);
  return {
    scope: parseScope(params),
    href,
    push: (change: Partial<Scope>) => router.push(href(change), { scroll: false }),
    replace: (change: Partial<Scope>) => router.replace(href(change), { scroll: false }),
  };
}
