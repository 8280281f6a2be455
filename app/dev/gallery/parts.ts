/** The gallery's parts in order, with their contents. */
export const PARTS = {
  controls: ["Buttons", "Fields", "Chips and badges", "Menus and dialogs", "Tips"],
  shell: ["Pane titles", "Status line", "Scope line", "Rail", "List of runs"],
  states: ["Waiting", "Failed", "Nothing"],
  cells: ["Durations", "Tag values", "Share bars", "Row histograms", "Row trends", "Verdicts", "Dot and whisker"],
  tables: ["Span names", "Newest spans", "Explore", "Results", "Self time by name"],
  overview: ["Heatmap", "Heatmap as table"],
  trees: ["Call trees", "Callers and callees"],
  compare: ["Names", "Curves", "Where the difference is", "Sides"],
  "compare-runs": ["Run chips", "Names of runs", "Where it changed", "Pairs"],
  span: ["Waterfall", "Minimap", "Rank", "Panel"],
  why: ["Why slow"],
  scatter: ["Scatter"],
  kinds: ["Line", "Histogram", "Box", "Violin"],
  odd: ["Odd names", "Odd plots"],
  "more-kinds": ["ECDF", "Heatmap chart", "Scatter matrix", "Parallel coordinates"],
} as const;

export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];

/** A section's anchor on its page. */
export function anchorOf(title: string): string {
  return title.toLowerCase().replace(/\W+/g, "-");
}
