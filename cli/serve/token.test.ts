import { describe, expect, test } from "vitest";
import { addToken, admit, createToken } from "./token.ts";

const TOKEN = createToken();
const OTHER = createToken();

function ask(target: string, headers: Record<string, string> = {}, { method = "GET", host = "localhost:8050" } = {}) {
  return admit({ method, target, rawHeaders: ["Host", host, ...Object.entries(headers).flat()] }, TOKEN);
}

test("a token is 32 random bytes that an address can hold", () => {
  expect(Buffer.from(TOKEN, "base64url")).toHaveLength(32);
  expect(OTHER).not.toBe(TOKEN);
  const address = addToken("http://127.0.0.1:8050/", TOKEN);
  expect(new URL(address).searchParams.get("t")).toBe(TOKEN);
  expect(new URL(address).href).toBe(address);
});

describe("without it", () => {
  test.each<[string, string, Record<string, string>]>([
    ["nothing", "/", {}],
    ["another one", `/?t=${OTHER}`, {}],
    ["an empty one", "/?t=", {}],
    ["half of it", `/?t=${TOKEN.slice(0, 20)}`, {}],
    ["one character more", `/?t=${TOKEN}x`, {}],
    ["another parameter", `/?token=${TOKEN}`, {}],
    ["a path", `/${TOKEN}`, {}],
    ["a cookie for another port", "/", { Cookie: `spantom_8051=${TOKEN}` }],
    ["another cookie", "/", { Cookie: `spantom_8050=${OTHER}; theme=${TOKEN}` }],
    ["an empty cookie", "/", { Cookie: "spantom_8050=" }],
    ["another way to authorize", "/", { Authorization: `Basic ${TOKEN}` }],
    ["another bearer", "/", { Authorization: `Bearer ${OTHER}` }],
  ])("%s: one line says where it is", (_, target, headers) => {
    expect(ask(target, headers)).toEqual({ ok: false, reason: expect.stringMatching(/^this dashboard .*terminal/) });
  });

  test("a query posted with it in the address", () => {
    expect(ask(`/api/query?t=${TOKEN}`, {}, { method: "POST" }).ok).toBe(false);
  });
});

describe("arriving with it", () => {
  test.each([
    [`/?t=${TOKEN}`, "/"],
    [`/query?sql=SELECT%201&t=${TOKEN}&x=a+b`, "/query?sql=SELECT%201&x=a+b"],
    [`/query?t=${TOKEN}&t=${OTHER}`, "/query"],
    [`/?t=${TOKEN}&u=//evil.com?t=1`, "/?u=//evil.com?t=1"],
  ])("%s: sent on to %s, with a cookie for this port that no script and no other site has", (target, location) => {
    const cookie = `spantom_8050=${TOKEN}; HttpOnly; SameSite=Strict`;
    expect(ask(target)).toEqual({ ok: "arrived", cookie, location });
  });

  test("again, or with an old one, when the cookie is there", () => {
    const headers = { Cookie: `spantom_8050=${TOKEN}` };
    expect(ask(`/?t=${OTHER}`, headers)).toMatchObject({ ok: "arrived", location: "/" });
  });

  test("the port is the one in the browser's address", () => {
    const cookieOf = (host: string) => (ask(`/?t=${TOKEN}`, {}, { host }) as { cookie: string }).cookie.split("=")[0];
    expect(["localhost:9000", "dev.box", "[::1]:81"].map(cookieOf)).toEqual([
      "spantom_9000",
      "spantom_80",
      "spantom_81",
    ]);
  });
});

test("with the cookie, or as a script's bearer, all is open", () => {
  for (const method of ["GET", "HEAD", "POST"]) {
    expect(ask("/api/query", { Cookie: `theme=dark; spantom_8050=${TOKEN}` }, { method })).toEqual({ ok: true });
    expect(ask("/api/query", { Authorization: `Bearer ${TOKEN}` }, { method })).toEqual({ ok: true });
  }
  // A page on a sibling name could set its own cookie, which must not lock anyone out.
  expect(ask("/", { Cookie: `spantom_8050=${OTHER}; spantom_8050=${TOKEN}` })).toEqual({ ok: true });
});
