/** The views, in the order of their keys. */
export const VIEWS = [
  { digit: "1", path: "/", label: "Overview", words: "Overview" },
  { digit: "2", path: "/explore", label: "Explore", words: "Explore one name" },
  { digit: "3", path: "/compare", label: "Compare", words: "Compare with another run" },
  { digit: "4", path: "/query", label: "Query", words: "Query with SQL" },
] as const;

export type ViewPath = (typeof VIEWS)[number]["path"];

/** The view that a page belongs to: a span belongs to Explore. */
export function viewOf(path: string): ViewPath | undefined {
  if (path.startsWith("/span/")) return "/explore";
  return VIEWS.find((view) => view.path === path)?.path;
}
