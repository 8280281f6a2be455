/** What of a bar's label has room in it. */
import { shortenText } from "../draw/shorten-text.ts";
import { textWidth } from "../draw/text-width.ts";

export interface LabelParts {
  readonly name: string;
  /** The values of its tags, in the face of values; empty for none. */
  readonly tag: string;
  /** `10.0 s`, `160 calls`: dropped from the last one on. */
  readonly facts: readonly string[];
  /** On a line of its own, below: dropped where it has no room. */
  readonly below?: string;
}

/** Null for a part that has no room. */
export interface FittedLabel {
  readonly name: string | null;
  readonly tag: string | null;
  readonly facts: readonly string[];
}

const SIZE = 12;
const MONO_SIZE = 11;
/** Of a character of the mono face, as a share of its size. */
const MONO = 0.6;
/** Between two parts. */
export const LABEL_GAP = 6;
/** Fewer letters of a name say nothing. */
const MIN_LETTERS = 4;
const BOTH_ENDS = 8;
const MAX_LETTERS = 400;

const NOTHING: FittedLabel = { name: null, tag: null, facts: [] };

export function nameWidth(name: string): number {
  // Medium weight is a little wider.
  return 1.04 * textWidth(name, SIZE);
}

export function tagWidth(tag: string): number {
  return MONO * MONO_SIZE * [...tag].length;
}

/** @param width pixels between the bar's paddings */
export function fitLabel({ name, tag, facts }: LabelParts, width: number): FittedLabel {
  const tagged = nameWidth(name) + (tag === "" ? 0 : LABEL_GAP + tagWidth(tag));
  if (tagged <= width) {
    let left = width - tagged;
    const fitting = facts.findIndex((fact) => {
      left -= LABEL_GAP + textWidth(fact, SIZE);
      return left < 0;
    });
    return { name, tag: tag || null, facts: fitting < 0 ? facts : facts.slice(0, fitting) };
  }
  // The colour already says the name.
  if (tag !== "") return tagWidth(tag) <= width ? { ...NOTHING, tag } : NOTHING;
  const cut = cutName(name, width);
  return cut === null ? NOTHING : { ...NOTHING, name: cut };
}

/** In its middle, if so much of it is left that both ends tell something. */
function cutName(name: string, width: number): string | null {
  const letters = [...name];
  for (let count = Math.min(letters.length - 1, MAX_LETTERS); count >= MIN_LETTERS; count--) {
    const text = count >= BOTH_ENDS ? shortenText(name, count + 1) : `${letters.slice(0, count).join("").trimEnd()}…`;
    if (nameWidth(text) <= width) return text;
  }
  return null;
}
