/** The density scale, from one span per cell to the most. */
const STEPS = [1, 2, 3, 4, 5, 6, 7];

export function Shades({ step }: { readonly step: number }) {
  return (
    <svg width={STEPS.length * step} height="10" aria-hidden="true">
      {STEPS.map((each, index) => (
        <rect key={each} fill={`var(--seq${each})`} x={index * step} width={step} height="10" />
      ))}
    </svg>
  );
}
