/** A share of a whole as a figure and a bar, in a column of such shares. */

import { formatShare } from "../../lib/model/format.ts";
import drawing from "./drawing.module.css";
import values from "./values.module.css";

/** What the bars of a column have in common. */
export interface ShareScale {
  /** The share at the end of the bars: 1, unless one is larger because spans ran in parallel. */
  readonly most: number;
  /** Width of the widest figure, characters. */
  readonly characters: number;
}

export function scaleShares(shares: readonly number[]): ShareScale {
  const most = Math.max(1, ...shares);
  return {
    // Sums of parts may pass the whole by their rounding.
    most: most < 1.0005 ? 1 : most,
    characters: Math.max(...shares.map((share) => formatShare(share).length), 6),
  };
}

/** For the column's head: `bar to 2,185 %`; undefined for the usual 100 %. */
export function describeScale({ most }: ShareScale): string | undefined {
  return most > 1 ? `bar to ${formatShare(most)}` : undefined;
}

interface ShareBarProps {
  /** 0 to 1; above 1 where spans ran in parallel. */
  readonly share: number;
  /** The part of it that is self time, drawn solid; null while being computed. The share itself by default. */
  readonly self?: number | null;
  readonly scale: ShareScale;
  /** Draws self time at the right end, as in a call tree. */
  readonly atEnd?: boolean;
  readonly className?: string | undefined;
}

/** In the row's colour: solid for self time, paler for time in children. A line marks 100 % on longer scales. */
export function ShareBar({ share, self = share, scale: { most, characters }, atEnd, className }: ShareBarProps) {
  const percent = (part: number) => `${Math.min(100, Math.max(0, (100 * part) / most)) || 0}%`;
  return (
    <span
      className={values.share}
      title={self === null || self === share ? undefined : `${formatShare(self)} in its own code`}
    >
      <span style={{ minWidth: `${characters}ch` }}>{formatShare(share)}</span>
      <svg className={className} height="10" aria-hidden="true">
        <rect className={drawing.pale} width={percent(share)} height="10" />
        {self !== null && (
          <rect
            x={atEnd ? percent(Math.min(share, most) - Math.min(share, self)) : 0}
            width={percent(Math.min(share, self))}
            height="10"
          />
        )}
        {most > 1 && <line x1={percent(1)} x2={percent(1)} y2="10" />}
      </svg>
    </span>
  );
}
