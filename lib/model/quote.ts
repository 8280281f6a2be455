/** Quotes names and texts in SQL that people read and edit. Our own queries bind values instead. */

/** SQLite keywords that are not accepted everywhere as unquoted names. */
const KEYWORDS = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create cross current_date
   current_time current_timestamp default deferrable delete distinct drop else escape except exists foreign from full
   group having if in index inner insert intersect into is isnull join left limit natural not nothing notnull null on
   or order outer over primary raise references returning right rowid select set table then to transaction union unique
   update using values when where`.split(/\s+/),
);

/** A column or table name: unquoted if SQLite accepts that, else in double quotes. */
export function quoteName(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/i.test(name) && !KEYWORDS.has(name.toLowerCase())) return name;
  return `"${name.replaceAll("\0", "").replaceAll('"', '""')}"`;
}

/** A text literal. SQL text ends at a NUL character, so a value with one is written as its bytes. */
export function quoteText(text: string): string {
  if (!text.includes("\0")) return `'${text.replaceAll("'", "''")}'`;
  const bytes = [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `CAST(x'${bytes.join("")}' AS TEXT)`;
}
