/** The 10 px square in the colour of a name or value. */
import type { ColorSlot } from "../../lib/model/colors.ts";
import styles from "./controls.module.css";

export function Swatch({ slot }: { readonly slot: ColorSlot }) {
  return <span aria-hidden="true" className={`${styles.swatch} c${slot}`} />;
}
