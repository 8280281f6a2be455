import { expect, test } from "vitest";
import { splitSentence } from "./item.tsx";

/** `*bold*`, `[mono]`, `^raised^`. */
const mark = (sentence: string) =>
  splitSentence(sentence)
    .map(({ look, text }) => ({ plain: text, bold: `*${text}*`, mono: `[${text}]`, raised: `^${text}^` })[look])
    .join("");

test.each([
  ["17 % of calls, 98 % of the slowest 5 %.", "17 % of calls, *98 % of the slowest 5 %*."],
  ["The same calls as level = 11.", "The same calls as [level = 11]."],
  ["Mostly explained by bytes.", "Mostly explained by [bytes]."],
  [
    "Grows with bytes, ≈ n^1.01, r² 0.98 where algorithm = brotli.",
    "Grows with bytes, ≈ n^1.01^, r² 0.98 where [algorithm = brotli].",
  ],
  ["Grows with bytes, ≈ n^1.00, r² 0.96.", "Grows with bytes, ≈ n^1.00^, r² 0.96."],
  ["Median 142 kB against 39.2 kB.", "Median 142 kB against 39.2 kB."],
  ["Nothing seen in cache, path.", "Nothing seen in cache, path."],
])("%s", (sentence, marked) => expect(mark(sentence)).toBe(marked));

test("no letter is lost", () => {
  const sentence = "The same calls as path = a.b. where x = y.";
  expect(
    splitSentence(sentence)
      .map(({ text }) => text)
      .join(""),
  ).toBe(sentence);
});
