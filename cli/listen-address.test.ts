import { hostname } from "node:os";
import { expect, test } from "vitest";
import { because } from "../lib/fixtures/because.ts";
import { findAddress, formatUrl } from "./listen-address.ts";

test.each([
  ["127.0.0.1", "127.0.0.1", true],
  ["127.8.9.1", "127.8.9.1", true],
  ["localhost", /^(127\.0\.0\.1|::1)$/, true],
  ["LOCALHOST", /^(127\.0\.0\.1|::1)$/, true],
  ["::1", "::1", true],
  ["[::1]", "::1", true],
  ["::ffff:127.0.0.1", "127.0.0.1", true],
  ["0.0.0.0", "0.0.0.0", false],
  [" 0.0.0.0 ", "0.0.0.0", false],
  ["::", "::", false],
  ["[::]", "::", false],
  ["0:0:0:0:0:0:0:0", "::", false],
  ["::ffff:0.0.0.0", "0.0.0.0", false],
  ["::ffff:0:0", "0.0.0.0", false],
  ["192.0.2.7", "192.0.2.7", false],
  ["2001:DB8::1", "2001:db8::1", false],
])("--host %s is %s; for this machine alone: %s", async (host, ip, isLoopback) => {
  const address = await findAddress(host);
  expect(address.ip).toMatch(ip);
  expect(address.isLoopback).toBe(isLoopback);
});

// As the C library reads them.
test.skipIf(because(process.platform === "win32", "Windows knows no such addresses")).each(["0", "0x0", "00.0", "0.0"])(
  "--host %s is every address",
  async (host) => {
    expect(await findAddress(host)).toMatchObject({ ip: "0.0.0.0", isLoopback: false });
  },
);

test.each(["999.1.1.1", "no such name", "http://127.0.0.1"])("--host %s is none", async (host) => {
  await expect(findAddress(host)).rejects.toThrow(/ENOTFOUND|EAI_AGAIN|EINVAL/);
});

test("every address is asked for by any that this machine has, and by its name", async () => {
  const { names } = await findAddress("0.0.0.0");
  expect(names).toContain("127.0.0.1");
  expect(names).toContain(hostname());
  expect((await findAddress("192.0.2.7")).names).toEqual(["192.0.2.7", "192.0.2.7"]);
});

test.each([
  ["0.0.0.0", "http://127.0.0.1:80"],
  ["::", "http://[::1]:80"],
  ["::1", "http://[::1]:80"],
  ["192.0.2.7", "http://192.0.2.7:80"],
])("a server on %s is opened as %s", async (host, url) => {
  expect(formatUrl(await findAddress(host), 80)).toBe(url);
});
