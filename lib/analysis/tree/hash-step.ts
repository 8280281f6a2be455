/** Short ids of paths for addresses: a path itself may have a thousand steps. */

/**
 * The id of a path, from that of its caller and its last step: 53 bits (cyrb53), so that even a million paths of a file
 * have ids of their own.
 * @param caller empty for none
 */
export function hashStep(caller: string, name: string, label: string): string {
  const text = JSON.stringify([caller, name, label]);
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 2_654_435_761);
    high = Math.imul(high ^ code, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & high) + (low >>> 0)).toString(36);
}
