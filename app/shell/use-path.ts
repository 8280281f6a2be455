/** The path of the page. A slash at its end, as some proxies and people add, makes no other page of it. */
"use client";

import { usePathname } from "next/navigation";

export function usePath(): string {
  const path = usePathname();
  return path.length > 1 ? path.replace(/\/$/, "") : path;
}
