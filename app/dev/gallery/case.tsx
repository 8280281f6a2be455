/** What the gallery is made of: sections, and in them one case after the other, each in a frame. */
"use client";

import {
  NavigationPromisesContext,
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { type ReactNode, useMemo } from "react";
import { useAwake } from "../../ui/table/cell.tsx";
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
  /** The height of a pane, pixels: all of the width is its own, and its content scrolls by itself, unless the height is its content's. */
  readonly pane?: number | "auto";
  /** The width, pixels; as much as the content takes unless this is given, and never more than there is. */
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

/** Shows what is in it as if the page had that address, in which views keep their state. Only in the browser: the server's part of Next has contexts of its own. */
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
