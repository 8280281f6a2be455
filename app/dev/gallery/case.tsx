/** The gallery's building blocks: sections of framed cases. */
"use client";

import {
  NavigationPromisesContext,
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import styles from "./gallery.module.css";
import { anchorOf } from "./parts.ts";

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} id={anchorOf(title)} aria-label={title} data-section={title}>
      <h2>{title}</h2>
      <div className={styles.cases}>{children}</div>
    </section>
  );
}

interface CaseProps {
  readonly name: string;
  /** Renders a full-width pane of this height in pixels, with scrolling content; "auto" fits the content's height. */
  readonly pane?: number | "auto";
  /** Width in pixels; by default the content's, limited to what is available. */
  readonly width?: number;
  readonly children: ReactNode;
}

export function Case({ name, pane, width, children }: CaseProps) {
  return (
    <figure className={pane === undefined ? styles.case : `${styles.case} ${styles.pane}`} data-case={name}>
      <figcaption>{name}</figcaption>
      <div className={styles.frame} style={{ height: pane, width }}>
        {children}
      </div>
    </figure>
  );
}

interface AddressProps {
  /** `run=all&name=compress` */
  readonly search: string;
  readonly path?: string;
  readonly children: ReactNode;
}

/**
 * Renders its children as if the page had this address, which holds the views' state. Browser only: on the server, Next
 * uses contexts of its own.
 */
export function Address({ search, path = "/", children }: AddressProps) {
  const awake = useAwake();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  if (!awake) return null;
  return (
    <NavigationPromisesContext value={null}>
      <PathnameContext value={path}>
        <SearchParamsContext value={params}>{children}</SearchParamsContext>
      </PathnameContext>
    </NavigationPromisesContext>
  );
}

export const nothing = () => undefined;

const NEVER = () => () => undefined;

/** Whether the page is hydrated. */
function useAwake(): boolean {
  return useSyncExternalStore(
    NEVER,
    () => true,
    () => false,
  );
}
