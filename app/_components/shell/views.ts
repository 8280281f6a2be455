/** The views, in the order of their keys. */
export const VIEWS = [
  { digit: "1", path: "/", label: "Overview" },
  { digit: "2", path: "/explore", label: "Explore" },
  { digit: "3", path: "/compare", label: "Compare" },
  { digit: "4", path: "/query", label: "Query" },
] as const;

export type ViewPath = (typeof VIEWS)[number]["path"];

/** The view that a page belongs to: one span is looked at within Explore. */
export function viewOf(path: string): ViewPath | undefined {
  if (path.startsWith("/span/")) return "/explore";
  return VIEWS.find((view) => view.path === path)?.path;
}
