/** A row of the table of span names; what is still worked out is null. */
import type { ColorSlot } from "../../../lib/model/colors.ts";
import type { NameFigures } from "../../../lib/queries/overview.ts";

export interface NameRow {
  readonly name: string;
  readonly slot: ColorSlot;
  readonly count: number;
  readonly figures: NameFigures | null;
  /** Seconds that are the spans' own. */
  readonly self: number | null;
}
