/** The mark: three spans, each within the one above. */
export function Mark({ size = 18 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 18 18" width={size} height={size} aria-hidden="true">
      <rect x="0" y="2.6" width="10.5" height="3" rx=".6" fill="var(--ink)" />
      <rect x="4.2" y="7.5" width="8.4" height="3" rx=".6" fill="var(--edge)" />
      <rect x="8.4" y="12.4" width="9.6" height="3" rx=".6" fill="var(--accent)" />
    </svg>
  );
}
