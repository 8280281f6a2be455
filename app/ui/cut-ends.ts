/** Splits a text that may have to be cut: its end stays visible, as long names often differ only there. */

/** Widths in em, generous: the end must not be cut itself. A letter of the mono face takes 0.6. */
const MONO = 0.61;
const WIDE = 1.4;
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  // What isolates a text from what stands beside it.
  [/^[\u2068\u2069]$/, 0],
  // Shown as a sign, `<U+FEFF>`.
  [/^[\p{Cf}\p{Cc}]$/u, 5.2],
  [/^[ijl.,:;'|!]$/, 0.3],
  [/^[frt()[\]{}/\\ "-]$/, 0.43],
  [/^[mwMW@%&]$/, 0.98],
  [/^[A-Z_=+<>~#?]$/, 0.76],
  [/^[\x20-\u024f]/, 0.64],
  // Anything else may be as wide as a pictograph.
  [/^[\p{scx=Hebr}\p{scx=Arab}]/u, 0.64],
  [/^[\p{scx=Latn}\p{scx=Cyrl}\p{scx=Grek}]/u, 0.8],
];
/** Of the end, em. */
const END = 5.6;
/** A shorter text is not split: what would stay of its beginning would say nothing. */
const LEAST = 12;
/** Characters at the end among which graphemes are looked for. */
const REACH = 64;
const RIGHT_TO_LEFT = /\p{scx=Hebr}|\p{scx=Arab}|\p{scx=Syrc}|\p{scx=Thaa}|\p{scx=Nkoo}|\p{scx=Adlm}/u;

export interface Ends {
  /** Where the end begins. */
  readonly at: number;
  /** Width of the end, em. */
  readonly width: number;
  readonly rightToLeft: boolean;
}

let graphemes: Intl.Segmenter | undefined;

function widthOf(grapheme: string, mono: boolean): number {
  if (mono && /^[\x20-\u024f]/.test(grapheme)) return MONO;
  return WIDTHS.find(([pattern]) => pattern.test(grapheme))?.[1] ?? WIDE;
}

/** Undefined for a text that is short, or has lost its end. Never splits a letter from its marks, nor an emoji. */
export function findEnds(text: string, mono = false): Ends | undefined {
  if (text.length < LEAST || text.endsWith("…")) return undefined;
  const from = Math.max(0, text.length - REACH);
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const last = [...graphemes.segment(text.slice(from))].reverse();
  // The first may lack its beginning.
  if (from > 0) last.pop();
  let at = text.length;
  let [end, all] = [0, 0];
  for (const { segment, index } of last) {
    const width = widthOf(segment, mono);
    // Spaces at the end of a line, or at its beginning, would not be drawn.
    const apart = /^\s/.test(segment) || /\s/.test(text[from + index - 1] ?? "");
    if (all + width <= END && !apart) [at, end] = [from + index, all + width];
    all += width;
  }
  if (at === text.length || (from === 0 && all < LEAST)) return undefined;
  const strong = /\p{L}/u.exec(text)?.[0] ?? "";
  return { at, width: Math.round(end * 100) / 100, rightToLeft: RIGHT_TO_LEFT.test(strong) };
}
