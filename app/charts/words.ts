/** The sentences of a plot. Pure. */
import { formatCount, formatShare } from "../../lib/model/format.ts";
import type { Axes } from "./axis-choice.ts";
import type { Region } from "./draw/region.ts";
import type { Figure } from "./figure.ts";
import { kindOf } from "./registry.ts";

/** One sentence for those who do not see the picture. */
export function sayPlot({ plot, x, y, color, dims }: Axes, { sentence, notes }: Figure): string {
  const over =
    dims.length > 0
      ? dims.map(({ label }) => label).join(", ")
      : y
        ? `${y.label} over ${x?.label}`
        : (x?.label ?? "nothing");
  const colored = color ? `, colored by ${color.label}` : "";
  return [`${kindOf(plot).name} of ${over}${colored}: ${sentence}`, ...notes].join("; ");
}

/**
 * "48 spans, 5.0 % of compress".
 * @param counted how many they are, where that is known
 */
export function sayRegion(
  figure: Figure,
  region: Region,
  noun: string,
  whole: string | undefined,
  counted: number | undefined,
): string {
  const { rows, about } = counted === undefined ? figure.count(region) : { rows: counted, about: false };
  const share = figure.total > 0 ? formatShare(rows / figure.total) : "0 %";
  const of = whole ?? `${formatCount(figure.total)}`;
  return `${about ? "≈ " : ""}${formatCount(rows)} ${noun}${rows === 1 ? "" : "s"}, ${share} of ${of}`;
}
