/** Span names in the rail: colour, name, count. */
import Link from "next/link";
import type { ColorSlot } from "../../../lib/colors.ts";
import { formatCount } from "../../../lib/format.ts";
import { Swatch } from "../controls/swatch.tsx";
import styles from "../shell/rail-rows.module.css";
import { RailSection } from "../shell/rail-section.tsx";

export interface RailName {
  readonly name: string;
  readonly slot: ColorSlot;
  readonly count: number;
  readonly href: string;
}

export function RailNames({ names, fact }: { readonly names: readonly RailName[]; readonly fact: string }) {
  return (
    <RailSection title="Span names" fact={fact}>
      <ul className={styles.rows}>
        {names.map(({ name, slot, count, href }) => (
          <li key={name}>
            <Link href={href} className={styles.row} prefetch={false} title={name}>
              <Swatch slot={slot} />
              <span className={styles.text}>{name || '""'}</span>
              <span className={styles.fact}>{formatCount(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </RailSection>
  );
}
