import { expect, test } from "vitest";
import { findChoiceProblem } from "./compare-choice.ts";
import { dropParameter, findParameterProblem } from "./parameters.ts";
import { SCOPE_RULES } from "./scope.ts";

const problem = (text: string) => findParameterProblem(new URLSearchParams(text), SCOPE_RULES)?.message ?? null;

test.each([
  ["from=abc", "from=abc: from must be a number. Correct or omit it."],
  ["to=", `to="": to must be a number. Correct or omit it.`],
  ["window=-5", "window=-5: window must be a whole number, 1 or more. Correct or omit it."],
  ["window=1e400", "window=1e400: window must be a whole number, 1 or more. Correct or omit it."],
  ["until=0.5", "until=0.5: until must be a whole number, 1 or more. Correct or omit it."],
  ["run=all&run=latest", "run is given 2 times. Give it once."],
  ["run=all&naem=x", "There is no parameter naem here. Did you mean name?"],
  ["page=1", "There is no parameter page here. Omit it."],
  ["__proto__=1&constructor=1", "There is no parameter constructor here. Omit it."],
  ["toString=1", "There is no parameter toString here. Omit it."],
])("%s is refused in one line", (text, message) => expect(problem(text)).toBe(message));

test("a filter must have an operator, and numbers to compare with", () => {
  for (const text of ["tag=alone", "tag=level>=high", "tag=a%3C%3D"])
    expect(problem(text), text).toContain("key>=number");
  for (const text of ["tag=a%3D", "tag=%3Dx", "tag=level%3E%3D3", "tag=a!%3Dhigh"])
    expect(problem(text), text).toBeNull();
});

test("what Next, proxies and links with a token add is no parameter of ours", () => {
  expect(problem("_rsc=1ab2&t=secret&token=x&vscodeBrowserReqId=17&run=all")).toBeNull();
});

test("a long value does not make a long message, nor do control characters break the line", () => {
  const message = problem(`from=${"9".repeat(5000)}x%0Ay`) ?? "";
  expect(message.length).toBeLessThan(200);
  expect(message).not.toContain("\n");
});

test("a parameter is dropped with all its values", () => {
  expect(dropParameter(new URLSearchParams("a=1&b=2&a=3"), "a").toString()).toBe("b=2");
});

const choice = (text: string) => findChoiceProblem(new URLSearchParams(text))?.message ?? null;

test("sides mean nothing without their kind, and windows have two ends", () => {
  expect(choice("a=x")).toBe("a needs by, which is runs, windows, tags, errors, files. Add by or omit a.");
  expect(choice("by=runs&key=cache")).toBe("key needs by=tags. Add it or omit key.");
  expect(choice("by=windows&a=0..1&b=5")).toBe(
    "b=5: b must be a window in seconds since the start of the run, such as 0..6.5. Correct or omit it.",
  );
  expect(choice("by=windows&a=0..1&b=1..2")).toBeNull();
  expect(choice("by=tags&key=cache&a=x")).toBeNull();
});
