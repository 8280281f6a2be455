import { expect, test } from "vitest";
import type { KeyBinding } from "../../ui/keys/key-list.ts";
import { groupKeys } from "./key-rows.ts";

const bind = (key: string, label: string): KeyBinding => ({ key, label, group: "This view", act: () => {} });

test("a key stands there once, as the newest part has it; commands without a key do not", () => {
  const rows = groupKeys([bind("j", "Next point"), bind("", "Copy"), bind("f", "Fit"), bind("j", "Next row")]);
  expect(rows.map(({ label, keys }) => [label, keys])).toEqual([
    ["Fit", ["f"]],
    ["Next point", ["j"]],
  ]);
});

test("what two keys do alike is one row; Escape has a row for each thing it does", () => {
  const rows = groupKeys([
    bind("Escape", "Clear"),
    bind("Mod+Enter", "Run"),
    bind("Escape", "Close"),
    bind("r", "Run"),
  ]);
  expect(rows.map(({ label, keys }) => [label, keys])).toEqual([
    ["Close", ["Escape"]],
    ["Run", ["r", "Mod+Enter"]],
    ["Clear", ["Escape"]],
  ]);
});
