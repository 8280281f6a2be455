/** The dashboard's web server and what it needs: the database driver, the reader, the pages. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { setHost } from "../../lib/reader/host.ts";
import { createReader } from "../../lib/reader/reader.ts";
import { createSources } from "../../lib/reader/sources.ts";
import { tryDriver } from "../../lib/store/driver.ts";
import { exportChild, readerChild } from "../dist.ts";
import { createAnswer } from "./answer.ts";
import { hostNames } from "./gate.ts";
import { createHttpServer } from "./http-server.ts";
import { findAddress, formatOtherUrls, formatUrl, isBlocked } from "./listen-address.ts";
import { openBuiltSite, type Site } from "./site.ts";
import { addToken, createToken } from "./token.ts";

export interface ServerOptions {
  readonly dbPath: string;
  /** Another file to compare with. */
  readonly compared?: string;
  /** The address to listen on. */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Allowed names besides the loopback ones. */
  readonly allowHosts?: readonly string[];
  /** The proxy's path, without a trailing slash; undefined leaves it to the proxy's headers. */
  readonly basePath?: string | undefined;
  /** Whether to require a token on a loopback address; on any other, one is always required. */
  readonly token?: boolean;
}

export interface RunningServer {
  /** The URL to open, with the token if one is required. */
  readonly url: string;
  /** URLs for other machines, if it listens on every address. */
  readonly otherUrls: readonly string[];
  readonly hasToken: boolean;
  readonly isLoopback: boolean;
  /** Ends immediately: aborts open requests and running queries, and ends the reader's processes. */
  close(): Promise<void>;
}

/**
 * Serves the dashboard for one database file. Changes the working directory, so resolve paths beforehand.
 * @param openSite opens the site to serve: the built dashboard, or the one under development
 * @returns once it listens; pages are loaded right after
 * @throws Error with code `EADDRINUSE` if the port is in use, `ENOTFOUND` if the host is not an address; with a
 * one-line message if something is missing
 */
export async function startServer(
  options: ServerOptions,
  openSite: (ip: string) => Site = openBuiltSite,
): Promise<RunningServer> {
  tryDriver();
  const address = await findAddress(options.host);
  const { ip, isLoopback } = address;
  const site = openSite(ip);
  const names = hostNames([...address.names, ...(options.allowHosts ?? [])]);
  const token = options.token || !isLoopback ? createToken() : undefined;
  const { basePath } = options;
  const guard = { gate: { names, exceptions: site.exceptions }, basePath, token };
  const server = createHttpServer(createAnswer(guard, site), { upgrade: site.createUpgrade?.(guard) });
  const port = await listen(server, options.port, ip);

  const reader = createReader(readerChild);
  const sources = createSources(reader);
  const dbPath = resolve(options.dbPath);
  setHost({ reader, sources, exportChild, ...openRequestOf(site) });
  Object.assign(process.env, {
    NEXT_TELEMETRY_DISABLED: "1",
    SPANTOM_DB: dbPath,
    // Set even without a file, to override the shell's variable: only the option counts.
    SPANTOM_COMPARE: options.compared === undefined ? "" : resolve(options.compared),
  });
  const url = formatUrl(address, port);
  await site.pages.start(url);
  // Started early, so that the first page need not wait for the file's validation.
  void sources.find(dbPath);

  const toOpen = (origin: string) => {
    const root = `${origin}${basePath ?? ""}/`;
    return token ? addToken(root, token) : root;
  };
  return {
    url: toOpen(url),
    otherUrls: formatOtherUrls(address, port).map(toOpen),
    hasToken: token !== undefined,
    isLoopback,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      reader.close();
      sources.close();
      await closed;
    },
  };
}

function openRequestOf({ pages }: Site) {
  return { signal: () => pages.signal(), setStatus: (status: number) => pages.setStatus(status) };
}

/** @returns the port; the system may pick a free port that browsers refuse */
async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen({ port, host, exclusive: true });
  await once(server, "listening");
  const { port: got } = server.address() as AddressInfo;
  if (port !== 0 || !isBlocked(got)) return got;
  const closed = once(server, "close");
  server.close();
  await closed;
  return listen(server, port, host);
}
