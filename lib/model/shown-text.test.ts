import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { cutText, formatText, joinText, showLine, showText, splitText } from "./shown-text.ts";

test.each([
  ["a name", "a name"],
  ["", '""'],
  ["two\r\nlines\tand a tab", "two<U+000D>↵lines⇥and a tab"],
  ["  two before, one after ", "␣␣two before, one after␣"],
  ["\u00a0\u2003ends\n", "<U+00A0><U+2003>ends↵"],
  [" ", "␣"],
  [" שלום ", "\u2068␣שלום␣\u2069"],
  [
    "nul \0, escape \u001b[31m, delete \u007f, C1 \u009b",
    "nul <U+0000>, escape <U+001B>[31m, delete <U+007F>, C1 <U+009B>",
  ],
  ["abc \u202elive\u202c def", "abc <U+202E>live<U+202C> def"],
  ["exe\u2067gnp\u2069.txt", "exe<U+2067>gnp<U+2069>.txt"],
  ["a\u200e\u200f\u061cb", "a<U+200E><U+200F><U+061C>b"],
  ["ad\u200bmin \u2060\ufeffad\u00admin", "ad<U+200B>min <U+2060><U+FEFF>ad<U+00AD>min"],
  ["ad\u200cmin ad\u200dmin \u200d", "ad<U+200C>min ad<U+200D>min <U+200D>"],
  ["line\u2028paragraph\u2029", "line<U+2028>paragraph<U+2029>"],
  ["a\ufe0f 1\ufe0f x\u{e0101}", "a<U+FE0F> 1<U+FE0F> x<U+E0101>"],
  ["🙂\u{e0101}\u{e0102} tag\u{e0041}", "🙂<U+E0101><U+E0102> tag<U+E0041>"],
  ["🏴\u{e0078}\u{e007f}", "🏴<U+E0078><U+E007F>"],
  ["ㅤ\u115f\u3164", "<U+3164><U+115F><U+3164>"],
  ["👩\u200d👩\u200d\u200d👧", "👩\u200d👩<U+200D><U+200D>👧"],
])("%j is shown as %j", (text, shown) => {
  expect(formatText(text)).toBe(shown);
});

test.each([
  "👩‍👩‍👧‍👦 ❤️‍🔥 👁‍🗨 🏳️‍🌈 👩🏽‍🚀 🧑🏿‍🤝‍🧑🏻 1️⃣ #️⃣ ☎︎ ©️ 🇩🇪",
  "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
  "क्\u200dष क्\u200cष ශ්\u200dරී ന്\u200dറ",
  "ဗမာ\u200bစာ ភាសា\u200bខ្មែរ ภาษา\u200bไทย",
  "葛\u{e0100}城 ᠠ\u180bᠠ ≨\ufe00",
  "naïve e\u0301 日本 ≈ µs",
])("writing that needs signs without a look stays as it is: %s", (text) => expect(showText(text)).toBe(text));

test.each([
  ["שלום", "\u2068שלום\u2069"],
  ["می\u200cخواهم", "\u2068می\u200cخواهم\u2069"],
  ["ab\u200c שלום", "\u2068ab<U+200C> שלום\u2069"],
  ["a\u2069 שלום \u2066b", "\u2068a<U+2069> שלום <U+2066>b\u2069"],
])("%s turns nothing beside it", (text, shown) => expect(showText(text)).toBe(shown));

test("a text of several lines keeps them, but for what nobody would see", () => {
  const shown = showText("two\r\nlines\tand a tab\u202e ");
  expect(shown).toBe("two\r\nlines\tand a tab<U+202E> ");
  const parts = splitText("\n\tfirst\r\nsecond\tline\n\nlast ", true);
  expect(parts.map((part) => part.shown).join("")).toBe("↵⇥first<U+000D>\nsecond⇥line\n\nlast␣");
});

test("on one line, line ends are marked too", () => expect(showLine("a\r\n\tb\u202e")).toBe("a<U+000D>↵⇥b<U+202E>"));

const SIGNS = [
  ..."ab 1",
  "\0",
  "\n",
  "\t",
  "\u00a0",
  "ש",
  "ع",
  "क",
  "्",
  "👩",
  "\ufe0f",
  "\u200c",
  "\u200d",
  "\u200b",
  "\u202e",
  "\u2067",
];
const MORE = ["\u2066", "\u2068", "\u2069", "\u061c", "\u00ad", "\u{e0061}", "🏴", "\u0085", "\u2028", "<U+202E>"];

test("what is shown says no more when it is shown again, ends every isolate, and nothing in it overrides", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS * 2_000; round++) {
    const text = Array.from({ length: random.below(9) }, () => random.pick([...SIGNS, ...MORE])).join("");
    const shown = showText(text);
    expect(showText(shown), JSON.stringify(text)).toBe(shown);
    expect(shown.replace(/\u2068[^\u2066-\u2069]*\u2069/g, "")).not.toMatch(/[\u0590-\u08ff\u2066-\u2069]/u);
    expect(shown).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067\u00ad\u2028\u0085\0]/u);
    expect(formatText(formatText(text)), JSON.stringify(text)).toBe(formatText(text));
    if (text !== "" && !/[\u2066-\u2069]/.test(text)) {
      const parts = splitText(text);
      expect(parts.map(({ sign, shown }) => sign ?? shown).join(""), "copied").toBe(text);
      expect(parts.map(({ shown }) => shown).join(""), "in elements").toBe(joinText(formatText(text)));
    }
    const sentence = `${formatText(text)} = ${formatText("b")}`;
    expect(showText(sentence)).toBe(sentence);
    // The original can be reconstructed: only marks and isolates are added or removed.
    const read = shown.replace(/<U\+([\dA-F]+)>/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
    const bare = (one: string) => one.replace(/[\u2068\u2069]/g, "").replaceAll("<U+202E>", "\u202e");
    expect(bare(read)).toBe(bare(text));
  }
});

test("a text is cut between characters", () => {
  expect([cutText("abcdef", 4), cutText("ab👩def", 4), cutText("abc", 3)]).toEqual(["abc…", "ab…", "abc"]);
});
