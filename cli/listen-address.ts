/** The address that the dashboard listens on: what `--host` means, and who can reach it there. */
import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";
import { hostname, networkInterfaces } from "node:os";

export interface ListenAddress {
  /** An IP address. */
  readonly ip: string;
  /** Under which the dashboard is asked for, besides the loopback names; an address to listen on all has several. */
  readonly names: readonly string[];
  /** Whether only this machine reaches it. */
  readonly isLoopback: boolean;
}

const EVERY: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8);
LOOPBACK.addAddress("::1", "ipv6");

/**
 * By the address itself, not by how it is written: `0`, `0x0`, `00.0` and `::ffff:0.0.0.0` all mean every address, and a
 * name means what the system says.
 * @throws Error with code `ENOTFOUND` or `EAI_AGAIN` for what is no address
 */
export async function findAddress(host: string): Promise<ListenAddress> {
  const name = host.trim().toLowerCase();
  const bare = name.replace(/^\[(.*)\]$/, "$1");
  const ip = simplify((await lookup(bare)).address);
  if (EVERY.has(ip)) return { ip, names: ownNames(), isLoopback: false };
  return { ip, names: [bare, ip], isLoopback: LOOPBACK.check(ip, ip.includes(":") ? "ipv6" : "ipv4") };
}

/** As a browser writes it; one of IPv4 in the clothes of IPv6 (`::ffff:7f00:1`) as what it is. */
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

/** An address that is asked for by number cannot have been made to point here by somebody else's name server. */
function ownNames(): string[] {
  try {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
    return [hostname(), ...addresses];
  } catch {
    return []; // A sandbox may not let them be asked; `--allow-host` names them.
  }
}

/** Of a server that listens there. Every address cannot be opened; the loopback one among them can. */
export function formatUrl({ ip }: ListenAddress, port: number): string {
  const host = ip === "0.0.0.0" ? "127.0.0.1" : ip === "::" ? "::1" : ip;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
