/** A value as the file holds it, where a number is expected: other tools may have written anything. */
export function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
