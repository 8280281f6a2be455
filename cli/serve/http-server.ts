/** An HTTP server that no client can block: limits on time, size and number, and only plain requests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

const SECOND = 1000;

/** Milliseconds, bytes and counts. */
export const SERVER_LIMITS = {
  /** For a request's head, which browsers send in one go. */
  headersTimeout: 10 * SECOND,
  /** For the whole request. */
  requestTimeout: 30 * SECOND,
  /** How often both are checked; Node's default of 30 s would turn 10 into up to 40. */
  connectionsCheckingInterval: 2 * SECOND,
  /** Above the longest allowed address, so that the gate can report what is wrong. */
  maxHeaderSize: 64 * 1024,
  maxConnections: 256,
};

export type ServerLimits = typeof SERVER_LIMITS;
export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Takes over the connection of an upgrade request. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** @param upgrade handles upgrade requests; without it there are none */
export function createHttpServer(
  listener: Listener,
  { upgrade, ...limits }: Partial<ServerLimits> & { readonly upgrade?: Upgrade | undefined } = {},
): Server {
  const { maxConnections, ...options } = { ...SERVER_LIMITS, ...limits };
  const server = createServer(options, listener);
  server.maxConnections = maxConnections;
  // Nothing in the package speaks another protocol: upgrade requests are closed silently.
  server.on("upgrade", upgrade ?? ((_, socket) => socket.destroy()));
  server.on("connect", (_, socket) => socket.destroy());
  return server;
}
