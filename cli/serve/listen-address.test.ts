import { hostname } from "node:os";
import { expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { findAddress, formatOtherUrls, formatUrl, isBlocked } from "./listen-address.ts";

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

// As the C library parses them.
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

const INTERFACES = {
  lo: [
    { address: "127.0.0.1", family: "IPv4", internal: true },
    { address: "::1", family: "IPv6", internal: true },
  ],
  eth0: [
    { address: "fe80::1c2", family: "IPv6", internal: false },
    { address: "2001:db8::7", family: "IPv6", internal: false },
    { address: "192.168.1.4", family: "IPv4", internal: false },
  ],
  docker0: [{ address: "172.17.0.1", family: "IPv4", internal: false }],
} as unknown as Parameters<typeof formatOtherUrls>[2];

test.each([
  ["127.0.0.1", []],
  ["192.168.1.4", []],
  ["0.0.0.0", ["http://192.168.1.4:80", "http://172.17.0.1:80"]],
  ["::", ["http://192.168.1.4:80", "http://172.17.0.1:80", "http://[2001:db8::7]:80"]],
])("other machines open a server on %s as %j", async (host, urls) => {
  expect(formatOtherUrls(await findAddress(host), 80, INTERFACES)).toEqual(urls);
});

test("the ports that no browser opens are those that fetch refuses", async () => {
  /** Sends nothing: fetch refuses the port first, or the dispatcher fails. */
  const refuses = async (port: number) => {
    const dispatcher = { dispatch: () => expect.fail("allowed") };
    const failed = await fetch(`http://127.0.0.1:${port}/`, { dispatcher } as object).catch((error: Error) => error);
    return String((failed as Error).cause) === "Error: bad port";
  };
  const low = Array.from({ length: 200 }, (_, at) => at + 1);
  const high = [
    1_719, 1_722, 2_048, 3_659, 4_045, 4_190, 5_061, 5_062, 6_000, 6_566, 6_665, 6_669, 6_670, 6_679, 6_697,
  ];
  for (const port of [...low, ...high, 8_050, 8_060, 10_080, 65_535])
    expect(isBlocked(port), String(port)).toBe(await refuses(port));
});
