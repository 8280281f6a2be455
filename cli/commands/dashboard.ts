/** `spantom dashboard`: starts the server, says where, opens the browser, and stays until it is stopped. */
import { statSync } from "node:fs";
import { CommandError } from "../command-error.ts";
import { checkWatchable, comparedPath, type DatabaseOption, databasePath } from "../database-path.ts";
import { isBlocked } from "../serve/listen-address.ts";
import { openBrowser } from "../serve/open-browser.ts";
import { startServer } from "../serve/server.ts";
import type { Site } from "../serve/site.ts";
import { printable } from "../terminal/print.ts";

const DEFAULT_PORT = 8050;
/** Ports tried after the default one when it is taken. */
const MORE_PORTS = 10;
const CLOSING_MS = 2_000;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface DashboardOptions extends DatabaseOption {
  readonly port?: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly basePath?: string;
  readonly token?: boolean;
  readonly open: boolean;
  /** Another file that can be compared with. */
  readonly compare?: string;
}

type Server = Awaited<ReturnType<typeof startServer>>;

/** @param openSite see `startServer` */
export async function runDashboard(options: DashboardOptions, openSite?: (ip: string) => Site): Promise<void> {
  if (options.host.trim() === "") throw new CommandError("--host needs an address", 2);
  if (options.port && isBlocked(options.port))
    throw new CommandError(
      `browsers open nothing on port ${options.port}; choose another with --port, or --port 0 for any free one`,
      2,
    );
  const path = databasePath(options);
  checkWatchable(path);
  const compared = comparedPath(options.compare);
  let server: Server | undefined;
  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => {
      // In the middle of starting, or asked a second time.
      if (!server) process.exit(code);
      void stop(server, code);
      server = undefined;
    });
  }
  server = await startOnFreePort(path, compared, options, openSite);
  for (const line of warnings(path, options.host, server)) process.stderr.write(`spantom: ${line}\n`);
  const { url } = server;
  process.stdout.write(
    `Spantom dashboard  ${url}  reading ${printable(path)}${compared ? `, compared with ${printable(compared)}` : ""}\n`,
  );
  for (const other of server.otherUrls) process.stdout.write(`From other machines  ${other}\n`);
  if (process.stdout.isTTY) process.stdout.write("Ctrl-C stops it.\n");
  // The command line of a browser can be read by everybody on this machine.
  if (options.open && !server.hasToken) openBrowser(url);
}

async function stop(server: Server, code: number): Promise<never> {
  setTimeout(() => process.exit(code), CLOSING_MS).unref();
  await server.close();
  process.exit(code);
}

function warnings(path: string, host: string, { isLoopback }: Server): string[] {
  const owner = statSync(path, { throwIfNoEntry: false })?.uid;
  const lines = [];
  if (!isLoopback)
    lines.push(`${host} can be reached from other machines: they need the token, but what is sent is not encrypted`);
  if (process.getuid?.() === 0 && owner)
    lines.push(`this runs as root, and ${printable(path)} is of user ${owner}; better run it as that user`);
  return lines;
}

async function startOnFreePort(
  dbPath: string,
  compared: string | undefined,
  options: DashboardOptions,
  openSite: ((ip: string) => Site) | undefined,
): Promise<Server> {
  const { host, allowHost = [], basePath, token = false } = options;
  const first = options.port ?? DEFAULT_PORT;
  const last = options.port === undefined ? first + MORE_PORTS : first;
  for (let port = first; ; port++) {
    try {
      const server = { dbPath, ...(compared && { compared }), host, port, allowHosts: allowHost, basePath, token };
      return await startServer(server, openSite);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EADDRINUSE" && port < last) continue;
      throw explainListening(error as NodeJS.ErrnoException, host, port, first);
    }
  }
}

function explainListening(error: NodeJS.ErrnoException, host: string, port: number, first: number): Error {
  switch (error.code) {
    case "EADDRINUSE": {
      const taken = first === port ? `port ${port} is` : `ports ${first} to ${port} are`;
      return new CommandError(`${taken} in use; choose another with --port, or --port 0 for any free one`);
    }
    case "EACCES":
      return new CommandError(`port ${port} may not be used by this user; choose one from 1024 on with --port`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return new CommandError(`${host} is not an address of this machine; leave out --host for this machine alone`);
    default:
      return error;
  }
}
