/** SQL of long texts. */

/**
 * The first so many characters of a value as text. `substr` ends a text at U+0000, and so do most functions of SQLite:
 * what is short is left alone.
 */
export function cutSql(value: string, characters: number): string {
  return `CASE WHEN ${isShort(value, characters)} THEN CAST(${value} AS TEXT)
    ELSE substr(CAST(${value} AS TEXT), 1, ${characters}) END`;
}

/** The same for eyes: what is cut ends with an ellipsis. */
export function shortSql(value: string, characters: number): string {
  return `CASE WHEN ${isShort(value, characters)} THEN CAST(${value} AS TEXT)
    WHEN length(CAST(${value} AS TEXT)) > ${characters} THEN substr(CAST(${value} AS TEXT), 1, ${characters - 1}) || '…'
    ELSE substr(CAST(${value} AS TEXT), 1, ${characters}) END`;
}

/** As many bytes as characters, so that nothing is decoded. */
function isShort(value: string, characters: number): string {
  return `octet_length(${value}) <= ${characters}`;
}
