/** The colour scale of the heatmap, and the span count of its darkest step. */
import { formatCount } from "../../../lib/model/format.ts";
import { Shades } from "../../charts/ui/shades.tsx";
import styles from "./heatmap.module.css";

export function HeatmapScale({ most }: { readonly most: number }) {
  return (
    <span className={styles.scale}>
      1
      <Shades step={16} />
      {formatCount(most)} <span>{most === 1 ? "span" : "spans"} per cell</span>
    </span>
  );
}
