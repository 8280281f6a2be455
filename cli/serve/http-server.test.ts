/** Client behaviour below HTTP: real sockets, with limits short enough to wait for. */
import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createHttpServer, type Listener, SERVER_LIMITS, type ServerLimits } from "./http-server.ts";

const HEAD = "Host: localhost\r\nConnection: close\r\n";
let server: Server;
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

/** Answers once it has read the whole request. */
const echo: Listener = (request, response) => {
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
  });
  request.on("end", () => response.end(`${request.method} ${size}`));
};

async function listen(limits: Partial<ServerLimits> = {}): Promise<void> {
  server = createHttpServer(echo, { connectionsCheckingInterval: 20, ...limits });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

function open(): Socket {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => undefined);
  sockets.push(socket);
  return socket;
}

/** Everything received until the server closes the connection. */
async function received(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "close");
  return text;
}

function send(text: string): Promise<string> {
  const socket = open();
  socket.write(text);
  return received(socket);
}

/** Like a hostile client, sends a byte at a time, forever. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ""), 10);
  socket.on("close", () => clearInterval(timer));
}

test("a plain request is answered", async () => {
  await listen();
  expect(await send(`GET / HTTP/1.1\r\n${HEAD}\r\n`)).toMatch(/^HTTP\/1\.1 200 .*GET 0$/s);
});

test("a client that sends nothing is cut off", async () => {
  await listen({ headersTimeout: 150 });
  expect(await received(open())).toMatch(/^HTTP\/1\.1 408 /);
});

test("a head that comes a byte at a time is refused when its time is up", async () => {
  await listen({ headersTimeout: 150 });
  const socket = open();
  drip(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ".padEnd(1e4, "x"));
  expect(await received(socket)).toMatch(/^HTTP\/1\.1 408 /);
});

test("a body that comes a byte at a time is refused when its time is up", async () => {
  await listen({ headersTimeout: 100, requestTimeout: 200 });
  const socket = open();
  socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
  drip(socket, "x");
  expect(await received(socket)).toMatch(/^HTTP\/1\.1 408 /);
});

test("others are answered while slow clients hang on", async () => {
  await listen();
  for (let i = 0; i < 50; i++) open().write("GET / HTTP/1.1\r\nHost: loc");
  expect(await send(`GET / HTTP/1.1\r\n${HEAD}\r\n`)).toContain("GET 0");
});

test("beyond the most connections, new ones are closed at once, until one is given back", async () => {
  await listen({ maxConnections: 3 });
  const held = [open(), open(), open()];
  await Promise.all(held.map((socket) => once(socket, "connect")));
  expect(await received(open())).toBe("");
  const gone = once(held[0] as Socket, "close");
  held[0]?.destroy();
  await gone;
  await expect.poll(() => send(`GET / HTTP/1.1\r\n${HEAD}\r\n`)).toContain("GET 0");
});

test("a head above its limit is refused, one below it is not", async () => {
  await listen();
  const head = (bytes: number) => `GET / HTTP/1.1\r\n${HEAD}X: ${"x".repeat(bytes)}\r\n\r\n`;
  expect(await send(head(SERVER_LIMITS.maxHeaderSize))).toMatch(/^HTTP\/1\.1 431 /);
  expect(await send(head(SERVER_LIMITS.maxHeaderSize - 200))).toMatch(/^HTTP\/1\.1 200 /);
});

const websocket = `${HEAD.replace("close", "Upgrade")}Upgrade: websocket\r\nSec-WebSocket-Key: a\r\nSec-WebSocket-Version: 13\r\n`;

test.each([
  ["a WebSocket", `GET / HTTP/1.1\r\n${websocket}\r\n`],
  ["a WebSocket by an absolute address", `GET http://169.254.169.254/ HTTP/1.1\r\n${websocket}\r\n`],
  [
    "HTTP/2",
    `GET / HTTP/1.1\r\n${HEAD.replace("close", "Upgrade, HTTP2-Settings")}Upgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n`,
  ],
  ["a tunnel", `CONNECT evil.com:443 HTTP/1.1\r\n${HEAD}\r\n`],
])("who asks for %s is cut off without a byte", async (_, text) => {
  await listen();
  expect(await send(text)).toBe("");
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n"],
  ["TLS", "\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03"],
  ["HTTP/2 from the start", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["a length twice", `POST / HTTP/1.1\r\n${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`],
  ["a length and chunks", `POST / HTTP/1.1\r\n${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ["a broken header", `GET / HTTP/1.1\r\n${HEAD}no colon\r\n\r\n`],
  ["a header with a NUL", `GET / HTTP/1.1\r\n${HEAD}X: a\0b\r\n\r\n`],
])("who sends %s is refused", async (_, text) => {
  await listen();
  expect(await send(text)).toMatch(/^HTTP\/1\.1 400 /);
});
