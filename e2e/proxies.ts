/** Proxies that serve the dashboard under a path, modelled on real ones, with a log of their traffic. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Kind {
  readonly name: string;
  /** Without a trailing slash. */
  readonly base: string;
  /** Does not strip the path, for a dashboard that is told of it on the command line or in a header. */
  readonly passesOn?: boolean;
  /** The headers it adds. */
  readonly headers?: IncomingHttpHeaders;
  /** Which redirects get the path prepended: those with a leading slash, or all, as if they had one. */
  readonly redirects?: "absolute" | "all";
  readonly options?: readonly string[];
}

const USER = "/user/jane%40example.org/proxy/8050";

export const PROXIES: readonly Kind[] = [
  { name: "code-server's /proxy, which says nothing", base: "/proxy/8050", redirects: "absolute" },
  {
    name: "code-server's /absproxy, which passes the path on",
    base: "/absproxy/8050",
    passesOn: true,
    options: ["--base-path", "/absproxy/8050"],
  },
  {
    name: "Jupyter's, which says where it is and rewrites redirects",
    base: USER,
    headers: { "x-forwarded-context": USER, "x-proxycontextpath": USER, "x-forwarded-prefix": USER },
    redirects: "all",
  },
  {
    name: "nginx's, which passes the path on, says so, and names itself in Host",
    base: "/tools/spantom",
    passesOn: true,
    headers: { "x-forwarded-prefix": "/tools/spantom", host: "127.0.0.1:8050" },
  },
];

export interface PathProxy {
  readonly origin: string;
  /** Requests outside the path, and refused ones. */
  readonly misses: string[];
  close(): void;
}

function rewritten(location: string, { base, redirects }: Kind): string {
  if (redirects === undefined || (redirects === "absolute" && !location.startsWith("/"))) return location;
  return `${base}/${location.replace(/^\//, "")}`;
}

export async function startProxy(dashboard: string, kind: Kind): Promise<PathProxy> {
  const misses: string[] = [];
  const server = createServer((asked, response) => {
    const { url = "", method } = asked;
    if (!url.startsWith(kind.base)) {
      // The host's own icon, which browsers request if the user leaves a page before its head has named one.
      if (url === "/favicon.ico") return void response.writeHead(204).end();
      misses.push(`outside: ${url}`);
      return void response.writeHead(404).end();
    }
    const { hostname, port } = new URL(dashboard);
    const path = kind.passesOn ? url : url.slice(kind.base.length).replace(/^(?!\/)/, "/");
    const headers = { ...asked.headers, ...kind.headers };
    const passed = request({ hostname, port, path, method, headers }, (answer) => {
      const { statusCode = 0, headers: given } = answer;
      if (statusCode >= 400) misses.push(`${statusCode}: ${method} ${url}`);
      const location = given.location && { location: rewritten(given.location, kind) };
      response.writeHead(statusCode, { ...given, ...location });
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    response.on("close", () => passed.destroy());
    asked.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    misses,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
