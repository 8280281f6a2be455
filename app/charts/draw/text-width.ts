/** Estimates how wide a text is drawn, also where nothing can be measured: on the server, and before the first drawing. */

/** Pixels at 11 px of Inter, measured in a browser and rounded up. */
const WIDTHS: readonly (readonly [signs: RegExp, width: number])[] = [
  // Signs on or in others, and those that only direct the text.
  [/[\p{M}\p{Cf}\p{Cc}]/u, 0],
  [/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\u3000\uff01-\uff60]/u, 11.5],
  [/\p{Extended_Pictographic}/u, 15],
  [/[mwMW%@…—]/u, 10],
  [/[iIjl.,:;'|! ]/u, 3.3],
  [/[frt()[\]{}/"-]/u, 4.6],
  [/\p{Lu}/u, 8],
];
const OTHER = 6.9;

function signWidth(sign: string): number {
  return WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? OTHER;
}

/** @param size of the font, pixels */
export function textWidth(text: string, size = 11): number {
  let width = 0;
  for (const sign of text) width += signWidth(sign);
  return (width * size) / 11;
}

/** Which texts can be drawn, and where. */
export interface Label {
  /** Its index in the list. */
  readonly index: number;
  /** Pixels from the axis's low end to the text's middle. */
  readonly middle: number;
}

interface Row {
  /** The text's length along the axis. */
  readonly lengths: readonly number[];
  /** Pixels within which texts stay: those at the ends are shifted, if by less than half their length. */
  readonly low: number;
  readonly high: number;
  /** Between two texts. */
  readonly gap: number;
}

/**
 * Picks the texts of an axis that do not touch: those at its ends, then again and again the one farthest from others.
 * @param places pixels, ascending
 */
export function fitLabels(places: readonly number[], { lengths, low, high, gap }: Row): Label[] {
  const labels = places
    .map((place, index) => {
      const half = (lengths[index] ?? 0) / 2;
      return { index, place, half, middle: Math.max(Math.min(place, high - half), low + half) };
    })
    // One that had to move away from its tick would say something wrong.
    .filter(({ place, middle, half }) => Math.abs(middle - place) <= half);
  const kept: typeof labels = [];
  const roomOf = ({ middle, half }: (typeof labels)[number]) =>
    Math.min(Number.MAX_VALUE, ...kept.map((other) => Math.abs(other.middle - middle) - other.half - half));
  for (const end of [labels[0], labels.at(-1)]) if (end && roomOf(end) >= gap) kept.push(end);
  let rest = labels.slice(1, -1);
  for (;;) {
    rest = rest.filter((label) => roomOf(label) >= gap);
    const [first, ...others] = rest;
    if (!first) break;
    const best = others.reduce((far, label) => (roomOf(label) > roomOf(far) + 1e-6 ? label : far), first);
    kept.push(best);
    rest = rest.filter((label) => label !== best);
  }
  return kept.map(({ index, middle }) => ({ index, middle })).sort((a, b) => a.index - b.index);
}
