import { expect, test } from "vitest";
import { fitLabel, nameWidth, tagWidth } from "./fit-label.ts";

const PARTS = { name: "compress", tag: "brotli 11", facts: ["10.0 s", "160 calls"] };
const BOTH = nameWidth("compress") + 6 + tagWidth("brotli 11");

test("parts are dropped from the right, and the tag stays longest", () => {
  expect(fitLabel(PARTS, 400)).toEqual({ name: "compress", tag: "brotli 11", facts: ["10.0 s", "160 calls"] });
  expect(fitLabel(PARTS, BOTH + 60)).toEqual({ name: "compress", tag: "brotli 11", facts: ["10.0 s"] });
  expect(fitLabel(PARTS, BOTH)).toEqual({ name: "compress", tag: "brotli 11", facts: [] });
  expect(fitLabel(PARTS, BOTH - 1)).toEqual({ name: null, tag: "brotli 11", facts: [] });
  expect(fitLabel(PARTS, tagWidth("brotli 11") - 1)).toEqual({ name: null, tag: null, facts: [] });
});

test("a name alone is cut to four letters at least", () => {
  const parts = { ...PARTS, name: "decompress", tag: "" };
  expect(fitLabel(parts, nameWidth("decomp…")).name).toBe("decomp…");
  expect(fitLabel(parts, nameWidth("deco…")).name).toBe("deco…");
  expect(fitLabel(parts, nameWidth("deco…") - 1).name).toBeNull();
});

test("a long name is cut in its middle, where names with a common beginning are alike", () => {
  const name = `very.long.namespace.${"abcdefghij/".repeat(20)}handler.3`;
  const { name: shown } = fitLabel({ name, tag: "", facts: [] }, 160);
  expect(shown).toMatch(/^very\.long.*….*handler\.3$/);
  expect(nameWidth(shown ?? "")).toBeLessThanOrEqual(160);
});
