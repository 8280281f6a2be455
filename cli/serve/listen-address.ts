/** The address the dashboard listens on: what `--host` means, and who can reach it. */
import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";
import { hostname, networkInterfaces } from "node:os";

export interface ListenAddress {
  readonly ip: string;
  /** Names of the dashboard besides the loopback ones; a wildcard address has several. */
  readonly names: readonly string[];
  /** Whether only this machine can reach it. */
  readonly isLoopback: boolean;
}

const WILDCARDS: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8);
LOOPBACK.addAddress("::1", "ipv6");

/**
 * Decides by the address, not its spelling: `0`, `0x0`, `00.0` and `::ffff:0.0.0.0` all mean every address, and a
 * name means whatever the system resolves it to.
 * @throws Error with code `ENOTFOUND` or `EAI_AGAIN` for anything that is not an address
 */
export async function findAddress(host: string): Promise<ListenAddress> {
  const name = host.trim().toLowerCase();
  const bare = name.replace(/^\[(.*)\]$/, "$1");
  const ip = simplify((await lookup(bare)).address);
  if (WILDCARDS.has(ip)) return { ip, names: ownNames(), isLoopback: false };
  return { ip, names: [bare, ip], isLoopback: LOOPBACK.check(ip, ip.includes(":") ? "ipv6" : "ipv4") };
}

/** As a browser writes it; IPv4-mapped IPv6 addresses (`::ffff:7f00:1`) as IPv4. */
function simplify(ip: string): string {
  if (!isIPv6(ip) || ip.includes("%")) return ip;
  const written = new URL(`http://[${ip}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(written) ?? [];
  if (!high || !low) return written;
  return [high, low]
    .map((text) => Number.parseInt(text, 16))
    .flatMap((pair) => [pair >> 8, pair & 255])
    .join(".");
}

/** Allowing numeric addresses is safe: no foreign name server can make one point here. */
function ownNames(): string[] {
  const addresses = Object.values(tryRead(networkInterfaces) ?? {}).flatMap((all) => all ?? []);
  const name = tryRead(hostname);
  return [...(name ? [name] : []), ...addresses.map(({ address }) => address)];
}

/** A sandbox may forbid reading the machine's addresses; `--allow-host` must then name them. */
function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The URL of a server listening there. A wildcard address cannot be opened, but loopback can. */
export function formatUrl({ ip }: ListenAddress, port: number): string {
  return urlOf(ip === "0.0.0.0" ? "127.0.0.1" : ip === "::" ? "::1" : ip, port);
}

function urlOf(ip: string, port: number): string {
  return `http://${ip.includes(":") ? `[${ip}]` : ip}:${port}`;
}

/** URLs for other machines if it listens on every address: IPv4 first, as it is easier to type. */
export function formatOtherUrls(
  { ip }: ListenAddress,
  port: number,
  interfaces = tryRead(networkInterfaces),
): string[] {
  if (!WILDCARDS.has(ip)) return [];
  const outer = Object.values(interfaces ?? {}).flatMap((all) => (all ?? []).filter(({ internal }) => !internal));
  const four = outer.filter(({ family }) => family === "IPv4");
  // A link-local address (fe80::) is useless without the other machine's name for the link.
  const six = outer.filter(({ family, address }) => family === "IPv6" && !/^fe[89ab]/i.test(address));
  const shown = ip === "::" ? [...four, ...six] : four;
  return [...new Set(shown.map(({ address }) => urlOf(address, port)))];
}

/** https://fetch.spec.whatwg.org/#port-blocking: browsers refuse these with ERR_UNSAFE_PORT. */
const BLOCKED: ReadonlySet<number> = new Set([
  ...[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104],
  ...[109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526],
  ...[530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045],
  ...[4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/** Whether browsers refuse to open pages on that port. */
export function isBlocked(port: number): boolean {
  return BLOCKED.has(port);
}
