/**
 * Chips name a limit or something to insert; badges say what is drawn; swatches and type marks precede names and keys.
 */

import type { ButtonHTMLAttributes, ReactNode } from "react";
import type { ColorIndex } from "../../lib/model/colors.ts";
import { KINDS, SPAN_MARKS, type SpanMark, type ValueKind } from "../../lib/model/kinds.ts";
import styles from "./controls.module.css";

/** `<Chip label="run">latest</Chip>`: the key in grey, then the value. */
export function Chip({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <span className={styles.chip}>
      {label !== undefined && <b>{label}</b>}
      {children}
    </span>
  );
}

export function ChipButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={styles.chip} {...props} />;
}

export function Badge({ children }: { readonly children: ReactNode }) {
  return <span className={styles.badge}>{children}</span>;
}

/** A 10 px square in a name's or value's colour. */
export function Swatch({ colorIndex }: { readonly colorIndex: ColorIndex }) {
  return <span aria-hidden="true" className={`${styles.swatch} c${colorIndex}`} />;
}

/** Two letters for the type of a column or tag, or for a child and what runs beside. */
export function TypeMark({ kind }: { readonly kind: ValueKind | SpanMark }) {
  return (
    <span aria-hidden="true" title={kind} className={styles.mark}>
      {kind in SPAN_MARKS ? SPAN_MARKS[kind as SpanMark] : KINDS[kind as ValueKind].mark}
    </span>
  );
}
