/** Addresses of spans. */

/** @param query scope and zoom, without the `?` */
export function spanHref(id: number, query: string): string {
  return query ? `/span/${id}?${query}` : `/span/${id}`;
}

/** The span that an address refers to; undefined for other pages. */
export function spanIdOf(pathname: string): number | undefined {
  const found = /^\/span\/(\d+)$/.exec(pathname);
  return found ? Number(found[1]) : undefined;
}

/** The parameters without the view's own. */
export function withoutZoom(params: URLSearchParams): string {
  const rest = new URLSearchParams(params);
  rest.delete("zoom");
  return rest.toString();
}

/** Explore, limited to this name, in the same scope. */
export function exploreHref(
  name: string,
  params: URLSearchParams,
  more: Readonly<Record<string, string>> = {},
): string {
  const rest = new URLSearchParams(withoutZoom(params));
  rest.delete("name");
  rest.append("name", name);
  for (const [key, value] of Object.entries(more)) rest.set(key, value);
  return `/explore?${rest}`;
}
