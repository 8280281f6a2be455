/** Every view and data endpoint, with checks for failures that the status does not reveal. */

const SQL = new URLSearchParams({ sql: "SELECT id, name, duration FROM spans ORDER BY id DESC LIMIT 500" });

/** @param name a span name in the file @param id one of its spans */
export function listViews(name, id) {
  const named = new URLSearchParams({ name });
  const row = new URLSearchParams({ row: name });
  return [
    "/",
    `/explore?${named}`,
    `/span/${id}`,
    `/compare?${row}`,
    `/query?${SQL}`,
    "/overview.json",
    "/overview.csv",
    `/explore.json?${named}&window=1000`,
    `/explore.csv?${named}&window=1000`,
    `/span/${id}.json`,
    `/compare.json?${row}`,
    `/compare.csv?${row}`,
    `/query.json?${SQL}`,
    `/query.csv?${SQL}`,
    "/api/newest?after=0",
    `/export?format=jsonl&${named}&run=latest&to=5`,
  ];
}

const FAILURE = /already waiting|could not be drawn|"code":"(SQL_|FAILED|BUSY)|Stopped/;

/** Describes what is wrong with an answer in one line; undefined if nothing is. */
export async function askView(url, path, options) {
  try {
    const response = await fetch(new URL(path, url), options);
    const text = await response.text();
    if (response.status !== 200) return `${path}: ${response.status} ${text.slice(0, 200)}`;
    const found = FAILURE.exec(text);
    return found ? `${path}: ${text.slice(Math.max(0, found.index - 80), found.index + 120)}` : undefined;
  } catch (error) {
    return `${path}: ${error.cause?.message ?? error.message}`;
  }
}
