/** Which span an address asks for that does not exist. */
"use client";

import { usePathname } from "next/navigation";

export function AskedSpan() {
  const asked = decodeURIComponent(usePathname().replace(/^\/span\//, ""));
  return <>No span {asked} in this file.</>;
}
