/** `spantom dashboard`: starts the server, prints its address, opens the browser, and runs until stopped. */
import { existsSync, statSync } from "node:fs";
import module from "node:module";
import { isAbsolute, join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { homeFolder } from "../../lib/store/file-path.ts";
import { CommandError } from "../command-error.ts";
import { checkWatchable, comparedPath, type DatabaseOption, databasePath } from "../database.ts";
import { collect, DB_PATH, examples, parseWhole } from "../definition.ts";
import { parseBasePath } from "../serve/base-path.ts";
import type { RunningServer } from "../serve/server.ts";
import type { Site } from "../serve/site.ts";
import { printable } from "../terminal/print.ts";

const DEFAULT_PORT = 8050;
/** Ports to try after the default one if it is in use. */
const MORE_PORTS = 10;
const CLOSING_MS = 2_000;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

interface DashboardOptions extends DatabaseOption {
  readonly port?: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly basePath?: string;
  readonly token?: boolean;
  readonly open: boolean;
  /** Another file to compare with. */
  readonly compare?: string;
}

/** @param run the command's action; serves the built dashboard, or the one under development (cli/serve/dev) */
export function addDashboard(program: Command, run = runBuilt): void {
  program
    .command("dashboard", { isDefault: true })
    .description("show a database in the browser (also without any command)")
    .option(...DB_PATH)
    .option("--port <n>", "port; 0 takes any free one (default: 8050, or the next free one)", parsePort)
    .option(
      "--host <address>",
      "address to listen on; if other machines can reach it, a token is required",
      "127.0.0.1",
    )
    .option("--token", "require a token on this machine too, if other people use it")
    .option("--allow-host <host>", "host name that a proxy or tunnel uses for it; can be repeated", collect)
    .option("--base-path <path>", "path under which a proxy serves it, such as /proxy/8050", parsePath)
    .option("--compare <file>", "another database, to compare with")
    .option("--no-open", "do not open the browser")
    .addHelpText(
      "after",
      examples(
        "spantom dashboard --db-path spans.db",
        "spantom dashboard --port 0 --no-open",
        "spantom dashboard --db-path after.db --compare before.db",
      ),
    )
    .action(run);
}

function parsePort(value: string): number {
  return parseWhole(value, 0, 65_535, "A port is a whole number from 0 to 65535.");
}

/** A leading slash is optional, because Git's shell on Windows would expand it to a folder. */
function parsePath(value: string): string {
  const path = parseBasePath(value.replace(/^(?!\/)/, "/"));
  if (path !== undefined) return path;
  throw new InvalidArgumentError(
    'Expected a path like /proxy/8050: plain characters, no host, no "..", and not the name of a view.',
  );
}

async function runBuilt(options: DashboardOptions): Promise<void> {
  keepCompiled();
  await runDashboard(options);
}

/** @param openSite see `startServer` */
export async function runDashboard(options: DashboardOptions, openSite?: (ip: string) => Site): Promise<void> {
  if (options.host.trim() === "") throw new CommandError("--host needs an address", 2);
  const { isBlocked } = await import("../serve/listen-address.ts");
  if (options.port && isBlocked(options.port))
    throw new CommandError(
      `browsers refuse to open port ${options.port}; choose another with --port, or --port 0 for any free one`,
      2,
    );
  const path = databasePath(options);
  checkWatchable(path);
  const compared = comparedPath(options.compare);
  let server: RunningServer | undefined;
  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => {
      // Still starting, or a second signal.
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
  // Every user of this machine can read a browser's command line.
  if (options.open && !server.hasToken) await openBrowser(url);
}

async function stop(server: RunningServer, code: number): Promise<never> {
  setTimeout(() => process.exit(code), CLOSING_MS).unref();
  await server.close();
  process.exit(code);
}

function warnings(path: string, host: string, { isLoopback }: RunningServer): string[] {
  const owner = statSync(path, { throwIfNoEntry: false })?.uid;
  const lines = [];
  if (!isLoopback)
    lines.push(`${host} can be reached from other machines: they need the token, but what is sent is not encrypted`);
  if (process.getuid?.() === 0 && owner)
    lines.push(`this runs as root, but ${printable(path)} belongs to user ${owner}; run it as that user instead`);
  return lines;
}

async function startOnFreePort(
  dbPath: string,
  compared: string | undefined,
  options: DashboardOptions,
  openSite: ((ip: string) => Site) | undefined,
): Promise<RunningServer> {
  const { startServer } = await import("../serve/server.ts");
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
      return new CommandError(`this user may not use port ${port}; choose one from 1024 on with --port`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return new CommandError(`${host} is not an address of this machine; omit --host to listen on this machine only`);
    default:
      return error;
  }
}

/** Only where a user can see it: not without a terminal, on CI, or without a display. */
async function openBrowser(url: string): Promise<void> {
  const { CI, BROWSER, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!process.stdout.isTTY || CI || BROWSER === "none") return;
  if (process.platform === "linux" && !DISPLAY && !WAYLAND_DISPLAY) return;
  const [command, args] = opener(url);
  const { spawn } = await import("node:child_process");
  const child = spawn(command, args, { detached: true, stdio: "ignore", windowsHide: true });
  // If no browser can be opened, the address is already on the screen.
  child.on("error", () => undefined);
  child.unref();
}

function opener(url: string): [string, string[]] {
  if (process.platform === "darwin") return ["open", [url]];
  // `start` takes its first quoted argument as a window title.
  if (process.platform === "win32") return ["cmd", ["/c", "start", '""', url]];
  return ["xdg-open", [url]];
}

/**
 * Caches the dashboard's compiled code (Node 22.8 or newer), so that the next start takes a tenth less time. Never in
 * the package's folder; without a cache folder or write permission, there is no cache.
 */
function keepCompiled(): void {
  // Set by the user: Node already uses the chosen folder.
  if (process.env.NODE_COMPILE_CACHE) return;
  const folder = cacheFolder();
  if (folder) (module as Partial<typeof module>).enableCompileCache?.(folder);
}

function cacheFolder(): string | undefined {
  const { XDG_CACHE_HOME = "", LOCALAPPDATA = "" } = process.env;
  const home = homeFolder();
  if (process.platform === "win32")
    return existsSync(LOCALAPPDATA) ? join(LOCALAPPDATA, "spantom", "Cache") : undefined;
  if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, "spantom");
  // A missing home, as in containers, is not created.
  if (home === undefined || !existsSync(home)) return undefined;
  return process.platform === "darwin" ? join(home, "Library/Caches/spantom") : join(home, ".cache/spantom");
}
