/** Figures out of the rounds of a result: medians, always of one run. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of one figure, such as `hot` or `traced.p999`; `undefined` where it was not measured. */
export function figure(result, caseName, peer, path) {
  const rounds = result.cases[caseName]?.peers[peer];
  if (!Array.isArray(rounds) || rounds.length === 0) return undefined;
  const values = rounds.map((round) => path.split(".").reduce((value, key) => value?.[key], round));
  return values.some((value) => typeof value !== "number") ? undefined : median(values);
}

/** How many times the one is the other. */
export function ratio(one, other) {
  return one === undefined || other === undefined ? undefined : one / other;
}

export function difference(one, other) {
  return one === undefined || other === undefined ? undefined : one - other;
}

const threeDigits = (value) => Number(value.toPrecision(3));
export const count = (value) => Math.round(value).toLocaleString("en-US");
export const times = (value) => `${value < 100 ? threeDigits(value) : count(value)}×`;
export const ns = (value) => (Math.abs(value) < 10 ? String(threeDigits(value)) : count(value));
export const megabytes = (value) => `${count(value)} MB`;
export const milliseconds = (value) => `${threeDigits(value)} ms`;

/** From ns, in the unit that suits. */
export function duration(value) {
  if (value < 1000) return `${threeDigits(value)} ns`;
  return value < 1e6 ? `${threeDigits(value / 1e3)} µs` : `${threeDigits(value / 1e6)} ms`;
}
