import { expect, test } from "vitest";
import { DEFAULT_SCOPE, formatScope, type Scope } from "../../../lib/model/scope.ts";
import { type Draft, draftOfError, draftOfTime, dropDraft } from "./filter-draft.ts";
import { applyDraft, findFault, operatorsOf } from "./filter-operators.ts";

const scope: Scope = {
  ...DEFAULT_SCOPE,
  from: 1,
  names: ["read"],
  tags: [
    { key: "cache", operator: "=", value: "cold" },
    { key: "bytes", operator: ">=", value: "5" },
  ],
  only: [{ key: "duration", operator: ">", value: "10 ms" }],
  error: "any",
};
const tag = (key: string, operator: Draft["operator"], value = ""): Draft => ({ of: "tag", key, operator, value });
const of = (field: Draft["of"], operator: Draft["operator"], value = ""): Draft => ({
  of: field,
  key: "",
  operator,
  value,
});
/** The address after a change. */
const after = (change: Partial<Scope>) => decodeURIComponent(formatScope({ ...scope, ...change }).toString());
const BEFORE = "from=1&name=read&tag=cache=cold&tag=bytes>=5&only=duration>10+ms&error=any";

test("each kind of filter is added where it belongs", () => {
  expect(after({})).toBe(BEFORE);
  expect(after(applyDraft(scope, tag("path", "~", "src")))).toBe(BEFORE.replace("&only", "&tag=path~src&only"));
  expect(after(applyDraft(scope, of("duration", "<", "2 s")))).toBe(
    BEFORE.replace("&error", "&only=duration<2+s&error"),
  );
  expect(after(applyDraft(scope, of("name", "!=", "parse")))).toBe(BEFORE.replace("&error", "&only=name!=parse&error"));
  expect(after(applyDraft(scope, of("name", "=", "parse")))).toBe(BEFORE.replace("read", "read&name=parse"));
  expect(after(applyDraft(scope, of("start", "<=", "1 m")))).toBe(BEFORE.replace("from=1", "from=1&to=60"));
  expect(after(applyDraft(scope, of("error", "=", "any")))).toBe(BEFORE.replace("error=any", "error=type:any"));
  expect(after(applyDraft(scope, of("error", "!")))).toBe(BEFORE.replace("error=any", "error=none"));
});

test("a changed filter stays in its place, and may be on something else", () => {
  const old = tag("cache", "=", "cold");
  expect(after(applyDraft(scope, tag("cache", "!=", "cold"), old))).toBe(BEFORE.replace("cache=", "cache!="));
  expect(after(applyDraft(scope, of("duration", "<", "1 s"), old))).toBe(
    BEFORE.replace("tag=cache=cold&", "").replace("&error", "&only=duration<1+s&error"),
  );
  expect(after(applyDraft(scope, of("duration", ">", "3 s"), of("duration", ">", "10 ms")))).toBe(
    BEFORE.replace("10+ms", "3+s"),
  );
  expect(after(applyDraft(scope, of("name", "=", "parse"), of("name", "=", "read")))).toBe(
    BEFORE.replace("read", "parse"),
  );
  expect(after(applyDraft(scope, of("name", "~", "re"), of("name", "=", "read")))).toBe(
    BEFORE.replace("name=read&", "").replace("&error", "&only=name~re&error"),
  );
  expect(after(applyDraft(scope, tag("bytes", "!"), draftOfTime(scope)))).toBe(
    BEFORE.replace("from=1&", "").replace("&only", "&tag=!bytes&only"),
  );
});

test("a value of a tag, or a bound, takes the place of the one before; what is left out adds up", () => {
  expect(after(applyDraft(scope, tag("cache", "=", "warm")))).toContain("tag=bytes>=5&tag=cache=warm");
  expect(after(applyDraft(scope, tag("bytes", ">=", "9")))).not.toContain("bytes>=5");
  const twice = { ...scope, ...applyDraft(scope, tag("cache", "!=", "a")) };
  expect(applyDraft(twice, tag("cache", "!=", "b")).tags).toHaveLength(4);
  expect(applyDraft(twice, tag("cache", "!=", "a")).tags).toHaveLength(3);
});

test("each can be dropped", () => {
  expect(after(dropDraft(scope, tag("cache", "=", "cold")))).toBe(BEFORE.replace("tag=cache=cold&", ""));
  expect(after(dropDraft(scope, of("duration", ">", "10 ms")))).toBe(BEFORE.replace("only=duration>10+ms&", ""));
  expect(after(dropDraft(scope, draftOfError("any")))).toBe(BEFORE.replace("&error=any", ""));
  expect(after(dropDraft(scope, draftOfTime(scope)))).toBe(BEFORE.replace("from=1&", ""));
});

test("operators suit what they compare, and values what the operator takes", () => {
  expect(operatorsOf("tag", "number")).not.toContain("~");
  expect(operatorsOf("tag", "text")).not.toContain("<");
  expect(operatorsOf("tag", undefined)).toHaveLength(9);
  expect(findFault(tag("bytes", ">", "34 kB"))).toBeNull();
  expect(findFault(tag("level", ">", "34 kB"))).toBe("Give a number");
  expect(findFault(tag("level", "?", ""))).toBeNull();
  expect(findFault(tag("level", "=", ""))).toBeNull();
  expect(findFault(tag("level", "~", ""))).toBe("Give a text");
  expect(findFault(of("duration", ">", "10"))).toBeNull();
  expect(findFault(of("duration", ">", "fast"))).toBe("Give a duration, such as 10 ms");
});
