/** The steps of the density scale, from one to the most. */
const STEPS = [1, 2, 3, 4, 5, 6, 7];

export function Shades({ step }: { readonly step: number }) {
  return (
    <svg width={STEPS.length * step} height="10" aria-hidden="true">
      {STEPS.map((each, place) => (
        <rect key={each} fill={`var(--seq${each})`} x={place * step} width={step} height="10" />
      ))}
    </svg>
  );
}
