/** An HTTP server that no client holds up: limits on time, size and number, and nothing but plain requests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

const SECOND = 1000;

/** Milliseconds, bytes and numbers. */
export const SERVER_LIMITS = {
  /** For the head of a request; a browser sends it at once. */
  headersTimeout: 10 * SECOND,
  /** For all of a request. */
  requestTimeout: 30 * SECOND,
  /** How often the two are looked at; Node's own 30 s would make of 10 up to 40. */
  connectionsCheckingInterval: 2 * SECOND,
  /** Above the longest address, so that the gate can say what is wrong with it. */
  maxHeaderSize: 64 * 1024,
  maxConnections: 256,
};

export type ServerLimits = typeof SERVER_LIMITS;
export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Takes over the connection of a request for another protocol. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** @param upgrade what decides of requests for another protocol; without it there is none */
export function createHttpServer(
  listener: Listener,
  { upgrade, ...limits }: Partial<ServerLimits> & { readonly upgrade?: Upgrade | undefined } = {},
): Server {
  const { maxConnections, ...options } = { ...SERVER_LIMITS, ...limits };
  const server = createServer(options, listener);
  server.maxConnections = maxConnections;
  // Nothing in the package speaks another protocol: what asks for one is cut off without a word.
  server.on("upgrade", upgrade ?? ((_, socket) => socket.destroy()));
  server.on("connect", (_, socket) => socket.destroy());
  return server;
}
