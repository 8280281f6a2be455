/**
 * A short hash for recognizing the same content again, 0.5 ns a byte. Not against forgery: loading `node:crypto` for
 * a real one would take 2 ms of the start of each program.
 */

/** Sixteen hexadecimal digits. */
export function contentHash(bytes: Uint8Array): string {
  const { buffer, byteOffset, length } = bytes;
  const words = new DataView(buffer, byteOffset, length);
  let [a, b] = [length, ~length];
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    const word = words.getInt32(at, true);
    a = mix(a, word, 0xcc9e2d51);
    b = mix(b, word, 0x85ebca6b);
  }
  for (; at < length; at++) {
    a = mix(a, words.getUint8(at), 0xcc9e2d51);
    b = mix(b, words.getUint8(at), 0x85ebca6b);
  }
  return hex(finish(a, b)) + hex(finish(b, a));
}

/** The step of MurmurHash3. */
function mix(hash: number, word: number, factor: number): number {
  let scrambled = Math.imul(word, factor);
  scrambled = Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  const mixed = hash ^ scrambled;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number, other: number): number {
  let mixed = hash ^ Math.imul(other, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
