/** Converts a page's search parameters from Next's form to the one used everywhere else. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export function readParams(record: SearchParams): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(record)) {
    for (const text of typeof value === "string" ? [value] : (value ?? [])) params.append(key, text);
  }
  return params;
}
