/**
 * The first rows of a table in a narrow window, and a button for more of them: a table that scrolled would hold the
 * page's scroll, and all of its rows would put what is below it out of reach.
 */
"use client";

import { type ReactNode, useEffect, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { Button } from "../button.tsx";
import { useNarrow } from "../use-narrow.ts";
import styles from "./table.module.css";

/** Of names, at first: below them is what else there is to see of the run. The style sheet has the same number. */
export const FIRST_NAMES = 12;
/** Those that one asks for. */
const MORE = 50;
/** Rows of the lists that were last shown, for those who come back. */
const PARTS = new Map<string, number>();

interface RowPart {
  readonly count: number;
  /** Below the table; null if all rows are shown. */
  readonly more: ReactNode;
  /** Hides all but the first names until the page knows how wide it is. */
  readonly className: string | undefined;
}

/**
 * @param list identifies the rows, for those who come back; empty if nobody can
 * @param all how many there are
 * @param first how many of them are shown at first
 */
export function useRowPart(list: string, all: number, first: number): RowPart {
  const [part, setPart] = useState(() => PARTS.get(list) ?? first);
  const narrow = useNarrow();
  useEffect(() => setPart(PARTS.get(list) ?? first), [list, first]);
  const count = narrow ? Math.min(part, all) : all;
  const left = all - count;
  const show = () => {
    if (list !== "") PARTS.set(list, count + MORE);
    setPart(count + MORE);
  };
  const more = left > 0 && (
    <p className="bar apart faint">
      {formatCount(count)} of {formatCounted(all, "row")}
      <Button onClick={show}>Show {formatCount(Math.min(left, MORE))} more</Button>
    </p>
  );
  return { count, more: more || null, className: part === FIRST_NAMES ? styles.first : undefined };
}
