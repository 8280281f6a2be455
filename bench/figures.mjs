/** Figures from a result's rounds: medians, always within one run. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One figure, such as `hot` or `traced.p999`, of every round; `undefined` where it was not measured. */
function rounds(result, caseName, peer, path) {
  const measured = result.cases[caseName]?.peers[peer];
  if (!Array.isArray(measured) || measured.length === 0) return undefined;
  const values = measured.map((round) => path.split(".").reduce((value, key) => value?.[key], round));
  return values.some((value) => typeof value !== "number") ? undefined : values;
}

export function figure(result, caseName, peer, path) {
  const values = rounds(result, caseName, peer, path);
  return values && median(values);
}

/** Compares per round: a temporary slowdown of the machine affects all peers of a round alike. */
function compare(result, caseName, one, other, operation) {
  const [ones, others] = [rounds(result, caseName, ...one), rounds(result, caseName, ...other)];
  return ones && others && median(ones.map((value, round) => operation(value, others[round])));
}

export const ratio = (result, caseName, one, other) => compare(result, caseName, one, other, (a, b) => a / b);
export const difference = (result, caseName, one, other) => compare(result, caseName, one, other, (a, b) => a - b);

const threeDigits = (value) => Number(value.toPrecision(3));
export const count = (value) => Math.round(value).toLocaleString("en-US");
export const times = (value) => `${value < 100 ? threeDigits(value) : count(value)}×`;
export const ns = (value) => (Math.abs(value) < 10 ? String(threeDigits(value)) : count(value));
export const megabytes = (value) => `${count(value)} MB`;
export const size = (value) => `${threeDigits(value)} MB`;
export const kilobytes = (value) => `${count(value)} kB`;
export const percent = (share) => `${(100 * share).toFixed(1)} %`;
export const seconds = (value) => `${count(value)} s`;
export const milliseconds = (value) => `${threeDigits(value)} ms`;

/** Nanoseconds in a suitable unit. */
export function duration(value) {
  if (value < 1000) return `${threeDigits(value)} ns`;
  return value < 1e6 ? `${threeDigits(value / 1e3)} µs` : `${threeDigits(value / 1e6)} ms`;
}
