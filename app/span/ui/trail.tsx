/** Breadcrumbs of a span: Explore / compress / 1525. */
"use client";

import Link from "next/link";
import { use } from "react";
import { formatText } from "../../../lib/model/shown-text.ts";
import { viewHref } from "../../shell/scope-href.ts";
import { usePath } from "../../shell/use-path.ts";
import { ShownText } from "../../ui/shown-text.tsx";
import { exploreHref } from "../address.ts";
import { useSpan } from "./context.tsx";
import styles from "./panes.module.css";

export function SpanTrail() {
  const { id, shownSpan, params } = useSpan();
  const { head } = use(shownSpan);
  return (
    <nav aria-label="Way to this span" className={styles.trail}>
      <Link href={viewHref("/explore", params)} prefetch={false} className="link">
        Explore
      </Link>
      <span aria-hidden="true">/</span>
      <Link
        href={exploreHref(head.name, params)}
        prefetch={false}
        className={`${styles.name} link`}
        aria-label={formatText(head.name)}
        title={formatText(head.name)}
      >
        <ShownText text={head.name} cut />
      </Link>
      <span aria-hidden="true">/</span>
      <span aria-current="page">{id}</span>
    </nav>
  );
}

/** Names the requested span if it does not exist. */
export function AskedSpan() {
  const asked = usePath().replace(/^\/span\//, "");
  return (
    <>
      No span <ShownText text={readAsked(asked)} /> in this file.
    </>
  );
}

/** Anyone may write any address. */
function readAsked(asked: string): string {
  try {
    return decodeURIComponent(asked);
  } catch {
    return asked;
  }
}
