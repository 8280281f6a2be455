/** The dashboard's web server: the gate first, then files for the browser, then the compiled pages, all in process. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { loadDriver } from "../lib/driver.ts";
import { setHost } from "../lib/reader/host.ts";
import { createReader } from "../lib/reader/reader.ts";
import { decide, type GateConfig, hostNames, SECURITY_HEADERS } from "./gate.ts";
import { readManifest } from "./manifest.ts";
import { createPages, type Pages } from "./pages.ts";
import { dashboardFolder, exportChild, readerChild } from "./places.ts";
import { createFileServer, type ServeFile } from "./static-files.ts";

export interface ServerOptions {
  readonly dbPath: string;
  /** Another file, which the pages can compare with. */
  readonly compared?: string;
  /** The address to listen on; 127.0.0.1 unless given. */
  readonly host?: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Names besides the loopback ones under which the dashboard may be opened. */
  readonly allowHosts?: readonly string[];
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Ends at once: open requests are cut, running queries stopped, the reader's process ended. */
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";
const SECOND = 1000;

/** @throws Error with a one-line message when better-sqlite3 is missing, not compiled, or would crash this Node. */
function checkDriver(): void {
  const Driver = loadDriver();
  try {
    new Driver(":memory:").close();
  } catch (cause) {
    throw new Error("better-sqlite3 has no compiled part for this Node; run: npm rebuild better-sqlite3", { cause });
  }
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  if (response.headersSent) return void response.destroy();
  // The body of a refused request is not read, so its connection cannot be used again.
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
  response.end(`${reason}\n`);
}

function answer(gate: GateConfig, serveFile: ServeFile, pages: Pages) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const { method = "", url: target = "", rawHeaders } = request;
    const decision = decide({ method, target, rawHeaders }, gate);
    if (!decision.ok) {
      if (decision.allow) response.setHeader("Allow", decision.allow);
      return refuse(response, decision.status, decision.reason);
    }
    const pathname = target.split("?", 1)[0] ?? "/";
    if (serveFile(pathname, request, response)) return;
    try {
      await pages.serve(pathname, request, response);
    } catch (error) {
      console.error(error);
      refuse(response, 500, "the dashboard failed to answer; its terminal says more");
    }
  };
}

function createHttpServer(listener: (request: IncomingMessage, response: ServerResponse) => void): Server {
  const server = createServer(
    { maxHeaderSize: 64 * 1024, headersTimeout: 10 * SECOND, requestTimeout: 30 * SECOND },
    listener,
  );
  server.maxConnections = 256;
  server.on("upgrade", (_, socket) => socket.destroy());
  server.on("connect", (_, socket) => socket.destroy());
  return server;
}

/** A wildcard address cannot be opened; the loopback one behind it can. */
function urlFor(host: string, port: number): string {
  const name = host === "0.0.0.0" ? LOOPBACK : host === "::" ? "::1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/**
 * Serves the dashboard for one database file. Changes the working directory, so paths must be resolved before.
 * @returns once it listens; the pages are loaded right after
 * @throws Error with code `EADDRINUSE` when the port is taken, with a one-line message when something is missing
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  checkDriver();
  const manifest = readManifest(dashboardFolder);
  const host = options.host || LOOPBACK;
  const pages = createPages(dashboardFolder, manifest.routes, host);
  const serveFile = createFileServer(dashboardFolder, manifest.files);
  const gate = { names: hostNames(options.host, options.allowHosts ?? []) };
  const server = createHttpServer(answer(gate, serveFile, pages));
  server.listen({ port: options.port, host, exclusive: true });
  await once(server, "listening");

  const reader = createReader(readerChild);
  setHost({ reader, exportChild, signal: () => pages.signal() });
  Object.assign(process.env, {
    NODE_ENV: "production",
    NEXT_RUNTIME: "nodejs",
    NEXT_TELEMETRY_DISABLED: "1",
    SPANTOM_DB: resolve(options.dbPath),
    // Empty instead of what a shell may say: only the option counts.
    SPANTOM_COMPARE: options.compared === undefined ? "" : resolve(options.compared),
  });
  process.chdir(dashboardFolder);
  setImmediate(() => pages.preload());

  const { port } = server.address() as AddressInfo;
  return {
    url: urlFor(host, port),
    port,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      reader.close();
      await closed;
    },
  };
}
