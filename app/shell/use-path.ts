/** The page's path without a trailing slash, which some proxies and people add. */
"use client";

import { usePathname } from "next/navigation";

export function usePath(): string {
  const path = usePathname();
  return path.length > 1 ? path.replace(/\/$/, "") : path;
}
