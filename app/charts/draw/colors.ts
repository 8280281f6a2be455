/** The colours of the page, as strings that a canvas understands. */

export interface ChartColors {
  readonly bg: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line2: string;
  readonly grid: string;
  readonly rest: string;
  readonly accent: string;
  readonly onAccent: string;
  /** The two ends of what goes either way. */
  readonly faster: string;
  readonly slower: string;
  /** Categorical colours 1 to 8 at index 0 to 7; the last is "other". */
  readonly slots: readonly string[];
  /** Density, from little to much. */
  readonly sequence: readonly string[];
  readonly font: string;
}

/** Reads the tokens in force at an element, so that charts follow the theme. */
export function readChartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    bg: read("bg"),
    ink: read("ink"),
    ink2: read("ink2"),
    ink3: read("ink3"),
    line2: read("line2"),
    grid: read("grid"),
    rest: read("rest"),
    accent: read("accent"),
    onAccent: read("on-accent"),
    faster: read("faster"),
    slower: read("slower"),
    slots: [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => read(`c${slot}`)),
    sequence: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => read(`seq${step}`)),
    font: style.fontFamily,
  };
}

/** A `#rrggbb` colour made see-through; built style sheets shorten some to `#rgb`. */
export function fade(color: string, share: number): string {
  const long = color.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const [, r = "0", g = "0", b = "0"] = /^#(..)(..)(..)/.exec(long) ?? [];
  return `rgba(${Number.parseInt(r, 16)},${Number.parseInt(g, 16)},${Number.parseInt(b, 16)},${share})`;
}
