/** What `--keep` says: an age or a count. */
import { InvalidArgumentError } from "commander";

/** The newest spans, or those of the last seconds. */
export type KeepChoice = { readonly newest: number } | { readonly seconds: number };

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

export function parseKeep(text: string): KeepChoice {
  const [, digits, unit] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const factor = SECONDS[unit ?? ""];
  if (factor !== undefined) {
    const seconds = Number(digits) * factor;
    if (seconds > 0) return { seconds };
  } else if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) {
    const newest = Number(text);
    if (newest >= 1 && Number.isSafeInteger(newest)) return { newest };
  }
  throw new InvalidArgumentError("An age is needed, such as 90m, 12h, 7d or 4w, or a number of spans from 1 on.");
}
