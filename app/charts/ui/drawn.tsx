/** How much of how much is drawn, and what is not. */
import { formatCount } from "../../../lib/model/format.ts";
import { Badge } from "../../ui/chip.tsx";
import type { Figure } from "../figure.ts";
import styles from "./plot.module.css";

interface PlotDrawnProps {
  readonly figure: Figure;
  /** A picture of points alone needs no badge: a few words at the end of the legend will do. */
  readonly points: boolean;
}

export function PlotDrawn({ figure, points }: PlotDrawnProps) {
  const plain = points && figure.caption === "";
  return (
    <p className={styles.drawn}>
      {!plain && <Badge>{figure.sentence}</Badge>}
      {figure.notes.map((note) => (
        <Badge key={note}>{note}</Badge>
      ))}
      {plain && (
        <span className={styles.points}>
          {formatCount(figure.drawn)} of {formatCount(figure.total)} points
        </span>
      )}
      {figure.densest !== undefined && <Density most={figure.densest} />}
    </p>
  );
}

function Density({ most }: { readonly most: number }) {
  return (
    <span className={styles.density}>
      1
      <span aria-hidden="true" className={styles.shades} />
      {formatCount(most)} per cell
    </span>
  );
}
