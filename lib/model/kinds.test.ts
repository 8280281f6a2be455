import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { exactNumber, findKind, isCode, toNumber } from "./kinds.ts";

const CODES = [
  "01004",
  "-07",
  "+493012314",
  "1152921504606846981",
  "9007199254740993",
  "-0",
  "1e21",
  "12e4567",
  "1e+400",
  "0x1f",
  "1_000",
  ".5",
  "5.",
  " 5",
  "5 ",
  "1e-400",
];

test.each<[text: string, number: number | undefined, exact: number | undefined]>([
  // Exact numbers.
  ["7", 7, 7],
  ["-0.5", -0.5, -0.5],
  ["9007199254740991", 9007199254740991, 9007199254740991],
  ["1e+21", 1e21, 1e21],
  ["5e-324", 5e-324, 5e-324],
  // As other programs write numbers: used in calculations, but shown as text.
  ["1.50", 1.5, undefined],
  ["2.0", 2, undefined],
  ["-0.0", -0, undefined],
  ["1e-05", 1e-5, undefined],
  ["1.0E7", 1e7, undefined],
  ["0.1000000000000000055511151231257827", 0.1, undefined],
  ...CODES.map((text): [string, undefined, undefined] => [text, undefined, undefined]),
])("%j is the number %s to calculate with, and %s exactly", (text, number, exact) => {
  expect([toNumber(text), exactNumber(text)]).toEqual([number, exact]);
  expect(isCode(text)).toBe(number === undefined);
  expect(findKind(["1", text])).toBe(number === undefined ? "text" : "number");
});

test.each(["", "n/a", "1,5", "1-2", "Infinity", "NaN", "1.2.3", "٣", "1e", "deadbeef"])(
  "%j is neither a number nor like one",
  (text) => expect([toNumber(text), isCode(text)]).toEqual([undefined, false]),
);

test("no number is made of a text that JavaScript would write otherwise, and no whole one of digits it would lose", () => {
  const random = drawRandom();
  const signs = [..."00112345678999..--+e_ "];
  for (let round = 0; round < ROUNDS * 2_000; round++) {
    const text = Array.from({ length: 1 + random.below(20) }, () => random.pick(signs)).join("");
    const exact = exactNumber(text);
    expect(exact, text).toBe(String(Number(text)) === text && text !== "NaN" ? Number(text) : undefined);
    const number = toNumber(text);
    if (/^-?\d+$/.test(text)) {
      // Beyond 2 ** 53 too: 71711003091698860 is a little off in a double, but written the same.
      const same = text !== "-0" && String(Number(text)) === text;
      expect(number !== undefined, text).toBe(same);
      expect(isCode(text), text).toBe(!same);
    } else if (number !== undefined) expect(number, text).toBe(Number(text));
  }
});
