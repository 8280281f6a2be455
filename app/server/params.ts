/** A page's search parameters, as Next passes them and as everything else takes them. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export function readParams(record: SearchParams): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(record)) {
    for (const text of typeof value === "string" ? [value] : (value ?? [])) params.append(key, text);
  }
  return params;
}
