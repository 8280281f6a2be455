import { expect, test } from "vitest";
import { findCompared } from "./sql-completion.ts";

test.each([
  ["SELECT * FROM spans WHERE name = '", "name", "'"],
  ["… JOIN span_tags AS a ON a.key = 'algo", "key", "'algo"],
  ["WHERE s.name IN ('it''s', 'co", "name", "'co"],
  ["WHERE NAME LIKE ", "name", ""],
  ["WHERE key <> 'it''s", "key", "'it''s"],
])("%s is compared with %s", (before, column, typed) => expect(findCompared(before)).toEqual({ column, typed }));

test.each(["SELECT name", "WHERE value = 'x", "WHERE name = 'file' AND ", "WHERE monkey = 'x"])(
  "nothing to offer after %s",
  (before) => expect(findCompared(before)).toBeUndefined(),
);
