/** Which span an address asks for that does not exist. */
"use client";

import { usePath } from "../../shell/use-path.ts";

export function AskedSpan() {
  const asked = decodeURIComponent(usePath().replace(/^\/span\//, ""));
  return <>No span {asked} in this file.</>;
}
