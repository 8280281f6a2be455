import { expect, test } from "vitest";
import { actOn, addKey, listKeys } from "./key-list.ts";

function add(key: string, done: string[], name: string, result?: false) {
  return addKey({
    key,
    label: name,
    group: "This view",
    act: () => {
      done.push(name);
      return result;
    },
  });
}

test("the newest binding of a key acts; when it goes, the older one is back", () => {
  const done: string[] = [];
  const remove = [add("w", done, "older"), add("w", done, "newer")];
  expect(actOn((key) => key === "w")).toBe(true);
  remove[1]?.();
  actOn((key) => key === "w");
  expect(done).toEqual(["newer", "older"]);
  remove[0]?.();
  expect(actOn((key) => key === "w")).toBe(false);
  expect(listKeys()).toEqual([]);
});

test("one that has nothing to do passes the key on", () => {
  const done: string[] = [];
  const remove = [add("Escape", done, "page"), add("Escape", done, "panel", false), add("", done, "command")];
  expect(actOn((key) => key === "Escape")).toBe(true);
  expect(done).toEqual(["panel", "page"]);
  expect(actOn(() => true)).toBe(true);
  expect(done).not.toContain("command");
  for (const each of remove) each();
});
