/** Bytes from which on a database is worth a word: queries over all of it take seconds, and the disk feels it. */
export const LARGE_FILE = 1e9;
