/** Size in bytes from which users are notified: queries over the whole file take seconds, and disk space matters. */
export const LARGE_FILE = 1e9;
