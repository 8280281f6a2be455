import { describe, expect, test } from "vitest";
import { decide, hostNames } from "./gate.ts";

const config = { names: hostNames([]) };

function ask(headers: [string, string][], method = "GET", target = "/", names = config) {
  const decision = decide({ method, target, rawHeaders: headers.flat() }, names);
  return decision.ok ? 200 : decision.status;
}

const local: [string, string] = ["Host", "localhost:8050"];

describe("Host", () => {
  test.each([
    ["localhost", 200],
    ["localhost:8050", 200],
    ["LOCALHOST:8050", 200],
    ["localhost:1234", 200],
    ["spantom.localhost:8050", 200],
    ["127.0.0.1:8050", 200],
    ["127.8.9.1:80", 200],
    ["[::1]:8050", 200],
    ["evil.com", 403],
    ["localhost.evil.com", 403],
    ["localhost.", 403],
    ["evillocalhost", 403],
    ["127.0.0.1.evil.com", 403],
    ["127.0.0.256", 403],
    ["127.1", 403],
    ["128.0.0.1", 403],
    ["0.0.0.0:8050", 403],
    ["192.168.1.4:8050", 403],
    ["[::]:8050", 403],
    ["[::ffff:127.0.0.1]", 403],
    ["", 400],
    ["localhost:8050@evil.com", 400],
    ["localhost evil", 400],
    ["::1", 400],
    ["localhost:port", 400],
  ])("%s: %i", (host, status) => {
    expect(ask([["Host", host]])).toBe(status);
  });

  test("there must be exactly one", () => {
    expect(ask([])).toBe(400);
    expect(ask([local, local])).toBe(400);
    expect(ask([local, ["HOST", "evil.com"]])).toBe(400);
  });

  test("--host and --allow-host add names, wildcards none", () => {
    const names = { names: hostNames(["192.168.1.4", "Dev.Box", "fe80::1"]) };
    for (const host of ["192.168.1.4:8050", "dev.box", "[fe80::1]:9", "localhost"])
      expect(ask([["Host", host]], "GET", "/", names), host).toBe(200);
    expect(ask([["Host", "other.box"]], "GET", "/", names)).toBe(403);
    for (const wildcard of ["0.0.0.0", "::", "", "0", "::ffff:0.0.0.0"])
      expect(hostNames([wildcard]).size, wildcard).toBe(0);
  });

  test("a refusal says what to do", () => {
    const decision = decide({ method: "GET", target: "/", rawHeaders: ["Host", "dev.box:8050"] }, config);
    expect(decision).toMatchObject({ status: 403, reason: expect.stringContaining("--allow-host dev.box") });
  });
});

test.each([
  ["GET", 200, 200],
  ["HEAD", 200, 200],
  ["POST", 405, 200],
  ["OPTIONS", 405, 405],
  ["PUT", 405, 405],
  ["DELETE", 405, 405],
  ["PATCH", 405, 405],
  ["TRACE", 405, 405],
  ["CONNECT", 405, 405],
  ["get", 405, 405],
])("method %s: %i for a page, %i where queries are posted", (method, page, posted) => {
  expect(ask([local], method, "/query")).toBe(page);
  expect(ask([local], method, "/api/query")).toBe(posted);
});

test("exceptions are named exactly", () => {
  const more = { ...config, exceptions: { posted: ["/_frames"], headers: ["x-nextjs-request-id"] } };
  expect(ask([local], "POST", "/_frames", more)).toBe(200);
  expect(ask([local], "POST", "/api/query", more)).toBe(200);
  for (const target of ["/", "/_frames/2", "/_framesets", "/_frames?a"])
    expect(ask([local], "POST", target, more), target).toBe(405);
  expect(ask([local], "POST", "/_frames")).toBe(405);
  expect(ask([local], "PUT", "/_frames", more)).toBe(405);
  expect(ask([local, ["X-Nextjs-Request-Id", "1"]], "GET", "/", more)).toBe(200);
  expect(ask([local, ["X-Nextjs-Request-Id", "1"]])).toBe(400);
  expect(ask([local, ["X-Nextjs-Request", "1"]], "GET", "/", more)).toBe(400);
  expect(ask([local, ["Next-Action", "1"]], "GET", "/", more)).toBe(400);
});

test.each([
  ["/", 200],
  ["/query?sql=SELECT%201", 200],
  [`/query?sql=${"a".repeat(16_000)}`, 200],
  [`/query?sql=${"a".repeat(16_384)}`, 414],
  ["//evil.com", 400],
  ["/\\evil.com", 400],
  ["/a#b", 400],
  ["http://169.254.169.254/", 400],
  ["*", 400],
  ["", 400],
])("target %s: %i", (target, status) => {
  expect(ask([local], "GET", target)).toBe(status);
});

describe("where it comes from", () => {
  const site = (value: string, mode = "cors", dest = "empty"): [string, string][] => [
    local,
    ["Sec-Fetch-Site", value],
    ["Sec-Fetch-Mode", mode],
    ["Sec-Fetch-Dest", dest],
  ];

  test.each([
    ["same-origin", "cors", "empty", "GET", 200],
    ["none", "navigate", "document", "GET", 200],
    ["cross-site", "navigate", "document", "GET", 200],
    ["same-site", "navigate", "document", "GET", 200],
    ["cross-site", "navigate", "document", "POST", 403],
    ["cross-site", "navigate", "iframe", "GET", 403],
    ["cross-site", "no-cors", "image", "GET", 403],
    ["cross-site", "no-cors", "script", "GET", 403],
    ["cross-site", "cors", "empty", "GET", 403],
    ["same-site", "cors", "empty", "GET", 403],
    ["nonsense", "cors", "empty", "GET", 403],
  ])("%s, %s, %s, %s: %i", (value, mode, dest, method, status) => {
    expect(ask(site(value, mode, dest), method, method === "POST" ? "/api/query" : "/")).toBe(status);
  });

  test.each([
    ["http://localhost:8050", 200],
    ["HTTP://LOCALHOST:8050", 200],
    ["http://localhost:3000", 403],
    ["http://localhost", 403],
    ["https://localhost:8050", 200],
    ["ftp://localhost:8050", 403],
    ["https://localhost", 403],
    ["http://evil.com", 403],
    ["null", 403],
    ["", 403],
  ])("Origin %s: %i", (origin, status) => {
    expect(ask([local, ["Origin", origin]], "POST", "/api/query")).toBe(status);
    expect(ask([local, ["Origin", origin]], "GET")).toBe(status);
  });

  test("nothing twice", () => {
    expect(ask([local, ["Origin", "http://localhost:8050"], ["origin", "http://evil.com"]])).toBe(400);
    expect(ask([...site("same-origin"), ["sec-fetch-site", "cross-site"]])).toBe(400);
  });
});

test.each([
  "Next-Action",
  "Next-Resume",
  "x-middleware-subrequest",
  "X-Middleware-Rewrite",
  "x-invoke-path",
  "x-matched-path",
  "x-now-route-matches",
  "x-next-resume-state-length",
  "x-nextjs-data",
])("header %s: 400", (name) => {
  expect(ask([local, [name, "1"]])).toBe(400);
});

test.each(["Next-Router-State-Tree", "Next-Url", "RSC", "Cookie", "X-Forwarded-For"])("header %s: 200", (name) => {
  expect(ask([local, [name, "1"]])).toBe(200);
});

describe("behind a proxy that changes the Host header", () => {
  const names = { names: hostNames(["code.example.org"]) };
  const from = (origin: string, site: string) =>
    ask([local, ["Origin", origin], ["Sec-Fetch-Site", site]], "POST", "/api/query", names);

  test.each([
    ["https://code.example.org", "same-origin", 200],
    ["https://code.example.org:8443", "same-origin", 200],
    ["http://localhost:8080", "same-origin", 200],
    // A rebound name: to the browser, the attacker's page has the same origin as this dashboard.
    ["http://evil.com", "same-origin", 403],
    ["http://code.example.org.evil.com", "same-origin", 403],
    ["https://code.example.org@evil.com", "same-origin", 403],
    ["https://code.example.org/", "same-origin", 403],
    ["null", "same-origin", 403],
    ["file://localhost", "same-origin", 403],
    ["https://code.example.org", "same-site", 403],
    ["http://localhost:3000", "cross-site", 403],
    ["http://localhost:3000", "none", 403],
  ])("a query from %s, %s: %i", (origin, site, status) => expect(from(origin, site)).toBe(status));

  test("without what the browser says, only the host itself", () => {
    expect(ask([local, ["Origin", "https://code.example.org"]], "POST", "/api/query", names)).toBe(403);
    expect(ask([local, ["Origin", "http://localhost:8050"]], "POST", "/api/query", names)).toBe(200);
  });
});
