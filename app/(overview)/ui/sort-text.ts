/** A table's sort as it stands in the URL: `duration` ascending, `-duration` descending. Pure. */

export type Sorting = { id: string; desc: boolean }[];

/** @param known columns that can be sorted by; anything else gives the fallback */
export function parseSort(text: string | undefined, known: readonly string[], fallback: Sorting): Sorting {
  if (!text) return fallback;
  const desc = text.startsWith("-");
  const id = desc ? text.slice(1) : text;
  return known.includes(id) ? [{ id, desc }] : fallback;
}

export function sortText(sorting: Sorting): string {
  const [first] = sorting;
  return first ? `${first.desc ? "-" : ""}${first.id}` : "";
}
