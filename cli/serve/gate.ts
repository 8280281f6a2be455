/**
 * Decides which requests reach the dashboard. It shows what a program did and runs typed SQL, so no
 * foreign page may talk to it, neither cross-site nor through DNS rebinding.
 */

/** The parts of a request that matter to the gate. */
export interface RequestHead {
  readonly method: string;
  /** The raw request target. */
  readonly target: string;
  /** Raw names and values, alternating: what Node merges or drops must still be visible here. */
  readonly rawHeaders: readonly string[];
}

export interface GateConfig {
  /** Allowed host names besides the loopback ones; see `hostNames`. */
  readonly names: ReadonlySet<string>;
  /** What Next needs in development; absent otherwise. */
  readonly exceptions?: Exceptions | undefined;
}

export interface Exceptions {
  /** Further paths that accept POST requests. */
  readonly posted: readonly string[];
  /** Accepted headers, in lower case. */
  readonly headers: readonly string[];
}

/** The gate's configuration. */
export interface Guard {
  readonly gate: GateConfig;
  /** The proxy's path from the command line; see base-path.ts. */
  readonly basePath?: string | undefined;
  /** See token.ts; undefined if none is required. */
  readonly token: string | undefined;
}

export type Decision =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: number; readonly reason: string; readonly allow?: string };

/** Paths that accept queries. Pages accept no body, so that none of Next's body parsing is reached. */
const POSTED = "/api/";
const MAX_TARGET = 16 * 1024;
const WILDCARDS = new Set(["", "0", "0.0.0.0", "[::]", "::", "[::ffff:0.0.0.0]", "::ffff:0.0.0.0"]);
/** Entry points of Next that the dashboard does not use: server actions, and headers from Next's own proxies. */
const REFUSED_HEADERS = /^(next-action|next-resume|x-(middleware|invoke|now|next|nextjs|vercel)-.*|x-matched-path)$/;

const isIPv6 = (name: string) => name.includes(":") && !name.startsWith("[");

/** The names added by `--host` and `--allow-host`, in Host header form. A wildcard address is not a name. */
export function hostNames(given: readonly string[]): ReadonlySet<string> {
  const names = given.map((name) => name.trim().toLowerCase());
  return new Set(names.filter((name) => !WILDCARDS.has(name)).map((name) => (isIPv6(name) ? `[${name}]` : name)));
}

/** The lower-case name in a Host header, without port; undefined if it is not a host at all. */
function parseHost(host: string): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/.exec(host.toLowerCase())?.[1];
}

/** Accepts any port: SSH and editors forward from other ports, and the name alone reveals DNS rebinding. */
function isLoopback(name: string): boolean {
  if (name === "localhost" || name.endsWith(".localhost") || name === "[::1]") return true;
  const parts = name.split(".");
  return (
    parts.length === 4 && parts[0] === "127" && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)
  );
}

/** All values of a header, in order. */
export function valuesOf(head: RequestHead, name: string): string[] {
  const { rawHeaders } = head;
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}

function refuse(status: number, reason: string): Decision {
  return { ok: false, status, reason };
}

function decideHost(head: RequestHead, config: GateConfig): Decision | undefined {
  const hosts = valuesOf(head, "host");
  if (hosts.length !== 1) return refuse(400, "exactly one Host header is required");
  const name = parseHost(hosts[0] ?? "");
  if (name === undefined) return refuse(400, "the Host header is not a host name");
  if (isName(name, config)) return undefined;
  return refuse(
    403,
    `${name} is not a name of this dashboard; open it as localhost, or start it with --allow-host ${name}`,
  );
}

function decideTarget({ method, target }: RequestHead, { exceptions }: GateConfig): Decision | undefined {
  const asks = method === "GET" || method === "HEAD";
  const posts = method === "POST" && (target.startsWith(POSTED) || exceptions?.posted.includes(target));
  if (!asks && !posts) {
    const allow = target.startsWith(POSTED) ? "GET, HEAD, POST" : "GET, HEAD";
    return { ok: false, status: 405, reason: `only ${allow.replace(/,([^,]*)$/, " and$1")} are answered here`, allow };
  }
  if (target.length > MAX_TARGET) return refuse(414, "the address is longer than 16 KB; send long SQL by POST");
  if (!target.startsWith("/") || target.startsWith("//") || /[\\#]/.test(target))
    return refuse(400, "the address must be a path on this server");
  return undefined;
}

function isName(name: string | undefined, { names }: GateConfig): boolean {
  return name !== undefined && (isLoopback(name) || names.has(name));
}

/**
 * Whether the origin is our own page, under the requested host. If a proxy has replaced the host, the browser still
 * marks the request as same-origin; the name must prove that the address is not rebound.
 */
function isOwnOrigin(origin: string, sameOrigin: boolean, head: RequestHead, config: GateConfig): boolean {
  // A tunnel in front of us speaks https to the browser, under a name from --allow-host.
  const [, host = ""] = /^https?:\/\/(.+)$/.exec(origin.toLowerCase()) ?? [];
  return host === valuesOf(head, "host")[0]?.toLowerCase() || (sameOrigin && isName(parseHost(host), config));
}

/** To a browser, other ports of localhost are `same-site`, yet as foreign as any site. */
function decideSource(head: RequestHead, config: GateConfig): Decision | undefined {
  const sites = valuesOf(head, "sec-fetch-site");
  const modes = valuesOf(head, "sec-fetch-mode");
  const targets = valuesOf(head, "sec-fetch-dest");
  if (sites.length > 1 || modes.length > 1 || targets.length > 1)
    return refuse(400, "a Sec-Fetch header came more than once");
  const own = sites.length === 0 || sites[0] === "same-origin" || sites[0] === "none";
  const visit = head.method === "GET" && modes[0] === "navigate" && targets[0] === "document";
  if (!own && !visit) return refuse(403, "other pages may link to the dashboard, not use it; open it in its own tab");
  const origins = valuesOf(head, "origin");
  if (origins.length > 1) return refuse(400, "Origin came more than once");
  const [origin] = origins;
  if (origin === undefined || isOwnOrigin(origin, sites[0] === "same-origin", head, config)) return undefined;
  return refuse(
    403,
    "the request comes from another origin; open the dashboard in its own tab" +
      " (behind a proxy that changes the Host header, start it with --allow-host and the proxy's name)",
  );
}

function decideHeaders({ rawHeaders }: RequestHead, { exceptions }: GateConfig): Decision | undefined {
  const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  const refused = names.find((name) => REFUSED_HEADERS.test(name) && !exceptions?.headers.includes(name));
  return refused ? refuse(400, `the header ${refused} is not accepted here`) : undefined;
}

/** Whether a request may pass; if not, the status and the line of text to respond with. */
export function decide(head: RequestHead, config: GateConfig): Decision {
  return (
    decideHost(head, config) ??
    decideTarget(head, config) ??
    decideSource(head, config) ??
    decideHeaders(head, config) ?? { ok: true }
  );
}
