/** Colours for tests, all distinct. */
import type { ChartColors } from "./draw/colors.ts";

export const COLORS: ChartColors = {
  bg: "#bbbbbb",
  ink: "#000001",
  ink2: "#000002",
  ink3: "#000003",
  line2: "#000004",
  grid: "#000005",
  rest: "#000006",
  accent: "#000007",
  onAccent: "#000008",
  failed: "#00000b",
  faster: "#000009",
  slower: "#00000a",
  categorical: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `#00001${index}`),
  sequence: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => `#10000${step}`),
  font: "Inter",
};
