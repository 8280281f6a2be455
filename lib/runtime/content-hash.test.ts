/** The short hash of a file's content. */
import { expect, test } from "vitest";
import { drawRandom } from "../fixtures/seed.ts";
import { contentHash } from "./content-hash.ts";

test("is the same for the same bytes, wherever they lie in memory", () => {
  const bytes = Buffer.from("console.log('spantom');");
  const shifted = Buffer.concat([Buffer.from("123"), bytes]).subarray(3);
  expect(contentHash(shifted)).toBe(contentHash(bytes));
  expect(contentHash(bytes)).toMatch(/^[\da-f]{16}$/);
});

test("differs after any change of one byte, of two, of the length, and of an order", () => {
  const random = drawRandom();
  const bytes = Buffer.from(Array.from({ length: 601 }, () => random.below(256)));
  const contents = [bytes, bytes.subarray(1), Buffer.concat([bytes, Buffer.alloc(1)]), Buffer.from(bytes).reverse()];
  for (let at = 0; at < bytes.length; at++)
    for (const bit of [1, 0x80]) {
      const one = Buffer.from(bytes);
      one[at] = (one[at] as number) ^ bit;
      const two = Buffer.from(one);
      two[(at + 4) % bytes.length] = (two[(at + 4) % bytes.length] as number) ^ bit;
      contents.push(one, two);
    }
  for (let length = 0; length < 40; length++) contents.push(Buffer.alloc(length));
  const distinct = new Set(contents.map((content) => content.toString("latin1")));
  expect(new Set(contents.map(contentHash)).size).toBe(distinct.size);
});
