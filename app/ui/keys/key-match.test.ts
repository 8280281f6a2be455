import { expect, test } from "vitest";
import { describeKeys, matchesKey, type Press } from "./key-match.ts";

function press(key: string, ...held: string[]): Press {
  return {
    key,
    ctrlKey: held.includes("Control"),
    metaKey: held.includes("Meta"),
    altKey: held.includes("Alt"),
    getModifierState: (name) => held.includes(name),
  };
}

test.each([
  ["w", press("w")],
  ["?", press("?", "Shift")],
  ["Mod+k", press("k", "Control")],
  ["Mod+k", press("k", "Meta")],
  ["Mod+k", press("K", "Control")],
  ["[", press("[", "Control", "Alt", "AltGraph")],
])("%s is pressed", (key, pressed) => expect(matchesKey(key, pressed)).toBe(true));

test.each([
  ["w", press("w", "Control")],
  ["w", press("w", "Alt")],
  ["w", press("W", "Shift")],
  ["Mod+k", press("k")],
  ["Mod+k", press("k", "Control", "Alt")],
  ["Mod+[", press("[", "Control", "Alt", "AltGraph")],
])("%s is not what was pressed", (key, pressed) => expect(matchesKey(key, pressed)).toBe(false));

test("keys are said as they stand on the keyboard", () => {
  expect(describeKeys("Mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(describeKeys("Mod+Enter", true)).toEqual(["⌘", "Enter"]);
  expect(describeKeys("Escape", true)).toEqual(["Esc"]);
  expect(describeKeys("[", false)).toEqual(["["]);
});
