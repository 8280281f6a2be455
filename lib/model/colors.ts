/** Assigns the eight categorical colours (`c1` … `c7`, `c8` = other) to texts, consistently across views. */

/** 1 to 7, or 8 for "other". The colour itself is the CSS variable `--c1` … `--c8`. */
export type ColorIndex = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const OWN_COLORS = 7;
const OTHER: ColorIndex = 8;

/** FNV-1a, 32 bit, of the text as UTF-8. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * Gives each text the colour its hash selects, or the next free one. The same texts in the same order always get the
 * same colours. The eighth and later texts get "other".
 * @param texts in order of their first id in the file, each once
 */
export function assignColors(texts: Iterable<string>): Map<string, ColorIndex> {
  const colorIndexes = new Map<string, ColorIndex>();
  const taken = new Set<number>();
  for (const text of texts) {
    if (colorIndexes.has(text)) continue;
    if (taken.size === OWN_COLORS) {
      colorIndexes.set(text, OTHER);
      continue;
    }
    let colorIndex = hashText(text) % OWN_COLORS;
    while (taken.has(colorIndex)) colorIndex = (colorIndex + 1) % OWN_COLORS;
    taken.add(colorIndex);
    colorIndexes.set(text, (colorIndex + 1) as ColorIndex);
  }
  return colorIndexes;
}
