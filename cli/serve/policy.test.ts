import { expect, test } from "vitest";
import { CLOSED_POLICY, createNonce, pagePolicy, SECURITY_HEADERS } from "./policy.ts";

test("no header lets another origin in", () => {
  expect(Object.keys(SECURITY_HEADERS).filter((name) => /access-control/i.test(name))).toEqual([]);
});

test("a page runs scripts from here or with its nonce, asks only here, and is framed nowhere", () => {
  const policy = Object.fromEntries(
    pagePolicy("abc")
      .split("; ")
      .map((line) => [line.split(" ", 1)[0], line.replace(/^\S+ /, "")]),
  );
  expect(policy).toMatchObject({
    "default-src": "'none'",
    "script-src": "'self' 'nonce-abc'",
    "connect-src": "'self'",
    "base-uri": "'self'",
    "frame-ancestors": "'none'",
  });
  expect(pagePolicy("abc")).not.toMatch(/unsafe-eval|http|\*/);
  expect(CLOSED_POLICY).toMatch(/^default-src 'none';.* frame-ancestors 'none'$/);
});

test("no two nonces are the same, and each is a token of the policy's grammar", () => {
  const nonces = Array.from({ length: 100 }, createNonce);
  expect(new Set(nonces).size).toBe(100);
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w+/]{24}$/);
});
