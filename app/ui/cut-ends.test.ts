import { describe, expect, test } from "vitest";
import { showText } from "../../lib/model/shown-text.ts";
import { findEnds } from "./cut-ends.ts";

/** The text in its two parts. */
function split(text: string, mono = false): [string, string] | undefined {
  const ends = findEnds(text, mono);
  return ends && [text.slice(0, ends.at), text.slice(ends.at)];
}

const LONG = `very.long.namespace.with.dots.${"abcdefghij/".repeat(14)}handler.`;

describe("the end of a text stays visible", () => {
  test("names that differ only there have ends that differ", () => {
    const ends = [0, 1, 2, 3, 4].map((i) => split(`${LONG}${i}`)?.[1] ?? "");
    expect(new Set(ends).size).toBe(5);
    for (const [i, end] of ends.entries()) expect(end).toMatch(new RegExp(`^.*andler\\.${i}$`));
  });

  test("a short one is not split", () => {
    for (const text of ["", "compress", "module20/fn_20", '""', "שלום עולם", "データ分析"])
      expect(split(text)).toBeUndefined();
  });

  test("one that its signs make long is split", () => {
    expect(split("with\ufeffcontrol 3")).toEqual(["with\ufeffc", "ontrol 3"]);
    expect(split("within\u0000\u00ad\u0002here")).toEqual(["within\u0000\u00ad\u0002", "here"]);
  });

  test("one whose end was cut before is not split", () => {
    expect(split(`${LONG.slice(0, 200)}…`)).toBeUndefined();
  });

  test("both parts together are the text, whatever it is made of", () => {
    const texts = [
      `${LONG}0`,
      "a b ".repeat(40),
      "👩‍👩‍👧‍👦".repeat(30),
      "e\u0301\u0323\u0301".repeat(60),
      "データ分析処理".repeat(9),
      showText("تحليل البيانات ".repeat(9)),
      `${"\u0301".repeat(300)}`,
      " ".repeat(80),
      `${"x".repeat(90)}\ud83d`,
    ];
    for (const text of texts)
      for (const mono of [false, true]) expect((split(text, mono) ?? [text]).join("")).toBe(text);
  });

  test("no letter loses its marks, no emoji a member", () => {
    expect(split("family ".repeat(4) + "👩‍👩‍👧‍👦".repeat(8))?.[1]).toMatch(/^(👩‍👩‍👧‍👦)+$/u);
    expect(split(`${"plain ".repeat(9)}${"e\u0301\u0323".repeat(20)}`)?.[1]).toMatch(/^(e\u0301\u0323)+$/);
    expect(split(`${"a".repeat(20)}\u0301${"\u0323".repeat(100)}`)).toBeUndefined();
  });

  test("neither part begins or ends with a space, which would not be drawn", () => {
    for (let length = 12; length < 60; length++) {
      const text = "to be or not to be, that is the question   whether tis nobler in the mind".slice(0, length);
      const [head, tail] = split(text) ?? ["x", "x"];
      expect([head.at(-1), tail[0]], text).not.toContain(" ");
    }
    for (const text of ["a b ".repeat(20), `${"to be ".repeat(9)}\u007f \u0085 24`]) {
      const [head, tail] = split(text) ?? ["x", "x"];
      expect([head.at(-1), tail[0]], text).not.toContain(" ");
    }
  });

  test("a text that begins from the right is cut from the right", () => {
    expect(findEnds(showText("تحليل البيانات ".repeat(9)))?.rightToLeft).toBe(true);
    expect(findEnds(`${LONG}0`)?.rightToLeft).toBe(false);
    expect(findEnds(`GET /users/${"שלום".repeat(9)}`)?.rightToLeft).toBe(false);
  });

  test("its width is that of its letters: of the mono face, all the same", () => {
    expect(findEnds("x".repeat(40), true)?.width).toBe(5.49);
    expect(split("il".repeat(40))?.[1].length).toBeGreaterThan(split("WM".repeat(40))?.[1].length ?? 99);
  });
});
