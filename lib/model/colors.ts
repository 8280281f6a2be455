/** Assigns the eight categorical colours (`c1` … `c7`, `c8` = other) to texts, consistently across views. */

/** 1 to 7, or 8 for "other". The colour itself is the CSS variable `--c1` … `--c8`. */
export type ColorIndex = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export type Colors = ReadonlyMap<string, ColorIndex>;

const OWN_COLORS = 7;
const OTHER: ColorIndex = 8;
/** A text that has a colour keeps it while it is among so many first ones. */
const KEPT = 10;

/** FNV-1a, 32 bit, of the text as UTF-8. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * The first seven texts get a colour each, the others "other". Which of the seven depends on these texts alone, not on
 * their order: what their hashes select, as far as two do not select the same; the second then takes the next free one.
 * @param ranked the most important first
 */
export function assignColors(ranked: Iterable<string>): Map<string, ColorIndex> {
  const texts = [...new Set(ranked)];
  const colorIndexes = new Map<string, ColorIndex>(texts.map((text) => [text, OTHER]));
  const taken = new Set<number>();
  const take = (text: string, color: number) => {
    taken.add(color);
    colorIndexes.set(text, (color + 1) as ColorIndex);
  };
  // In two rounds: a text that moves on must not displace a third one.
  const movingOn = texts
    .slice(0, OWN_COLORS)
    .sort(byCodeUnits)
    .filter((text) => {
      const wanted = hashText(text) % OWN_COLORS;
      if (taken.has(wanted)) return true;
      take(text, wanted);
      return false;
    });
  for (const text of movingOn) {
    let color = hashText(text) % OWN_COLORS;
    while (taken.has(color)) color = (color + 1) % OWN_COLORS;
    take(text, color);
  }
  return colorIndexes;
}

/** The same in every language. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Gives colours where others were shown before. While figures grow or filters change, two texts about as important as
 * each other do not swap colours with every look, and one that is gone leaves its colour free for its return.
 */
export function reassignColors(ranked: readonly string[], before: Colors): Map<string, ColorIndex> {
  const near = new Set(ranked.slice(0, KEPT));
  const had = [...before].filter(([, colorIndex]) => colorIndex !== OTHER).map(([text]) => text);
  return assignColors([...had.filter((text) => near.has(text)), ...ranked, ...had]);
}
