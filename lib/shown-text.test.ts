import { expect, test } from "vitest";
import { formatText, showText } from "./shown-text.ts";

test.each([
  ["a name", "a name"],
  ["", '""'],
  ["two\r\nlines\tand a tab", "two\r\nlines\tand a tab"],
  ["nul \0, escape \u001b[31m, delete \u007f, C1 \u009b", "nul ␀, escape ␛[31m, delete ␡, C1 \ufffd"],
  ["emoji 👩‍👩‍👧 and e\u0301", "emoji 👩‍👩‍👧 and e\u0301"],
])("%j is shown as %j", (text, shown) => {
  expect(formatText(text)).toBe(shown);
});

test.each([
  ["written from right to left", "שלום", "\u2068שלום\u2069"],
  ["turned around", "exe\u202egnp.txt", "\u2068exe\u202egnp.txt\u2069"],
  ["opens an isolate", "a\u2067b", "\u2068a\u2067b\u2069\u2069"],
  ["ends an isolate that it did not open", "a\u2069\u202eb", "\u2068\u2068a\u2069\u202eb\u2069"],
])("a text that is %s turns nothing beside it", (_, text, shown) => {
  expect(showText(text)).toBe(shown);
});
