/**
 * The path under which a proxy serves the dashboard. Pages work under any path, even an unannounced one, because
 * everything in them is relative to a `<base>` that the browser resolves. The path itself matters only for proxies that
 * do not strip it, and for the cookie.
 */
import type { ServerResponse } from "node:http";
import type { RequestHead } from "./gate.ts";

/** Headers in which proxies announce the prefix they stripped; the last two are Jupyter's. */
const PREFIX_HEADERS: ReadonlySet<string> = new Set([
  "x-forwarded-prefix",
  "x-forwarded-context",
  "x-proxycontextpath",
]);
const MAX_LENGTH = 512;
/** Characters without special meaning in headers, cookies or markup; encoded ones except controls, dots and slashes. */
const SEGMENT = /^(?:[\w.~@+=:-]|%(?!2e|2f|5c|7f)[2-9a-f][0-9a-f])+$/i;
/** Stripping these would turn one of the dashboard's addresses into another. */
const OWN_ADDRESS = /^(_next|api|compare|dev|explore|export|favicon|icon|overview|query|span)(\.|$)/;

/** Strips the trailing slash, so that the root is empty; undefined if invalid or one of the dashboard's own paths. */
export function parseBasePath(text: string): string | undefined {
  const path = text.replace(/\/$/, "");
  if (path === "") return "";
  const [before, ...segments] = path.split("/");
  const sound = segments.every((segment) => SEGMENT.test(segment) && segment !== "." && segment !== "..");
  return before === "" && sound && path.length <= MAX_LENGTH && !OWN_ADDRESS.test(segments[0] ?? "") ? path : undefined;
}

/** The prefixes announced by a proxy. */
function prefixHeaders({ rawHeaders }: RequestHead): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && PREFIX_HEADERS.has(rawHeaders[at - 1]?.toLowerCase() ?? ""));
}

/** Trusted only if all headers agree. */
function forwardedPath(head: RequestHead): string | undefined {
  const [only, ...more] = new Set(prefixHeaders(head));
  return only === undefined || more.length > 0 ? undefined : parseBasePath(only) || undefined;
}

/** Whether there is a proxy that announces its path; such a proxy may rewrite redirects. */
export function hasPrefixHeader(head: RequestHead): boolean {
  return prefixHeaders(head).length > 0;
}

export interface Placed {
  /** The target without the prefix. */
  readonly target: string;
  /** The prefix in the browser's address; undefined if unknown, as a proxy may have stripped one silently. */
  readonly base: string | undefined;
  /** Requested without the trailing slash, against which relative addresses do not resolve. */
  readonly needsSlash: boolean;
}

/** @param known the path from the command line, which overrides the headers */
export function placeTarget(head: RequestHead, known: string | undefined): Placed {
  const { target } = head;
  const forwarded = known === undefined ? forwardedPath(head) : undefined;
  const base = known || forwarded;
  if (!base) return { target, base: undefined, needsSlash: false };
  const rest = target.slice(base.length);
  if (!target.startsWith(base) || !/^([/?]|$)/.test(rest)) return { target, base: forwarded, needsSlash: false };
  return rest.startsWith("/")
    ? { target: rest, base, needsSlash: false }
    : { target: `/${rest}`, base, needsSlash: true };
}

/** The dashboard's root relative to one of its pages: `./`, `../` and so on. */
export function rootFrom(target: string): string {
  const [path = "/"] = target.split("?", 1);
  return "../".repeat(path.split("/").length - 2) || "./";
}

/**
 * The path attribute of a cookie for the whole dashboard. Without it, browsers use the folder of the requested address:
 * for the root, this covers the whole dashboard, even behind a proxy that announces nothing.
 */
export function cookiePath({ target, base }: Placed, known: string | undefined): string {
  if (base === undefined && target.split("?", 1)[0] === "/") return "";
  return `; Path=${base ?? known ?? ""}/`;
}

interface PageRequest {
  /** The requested pathname, from the dashboard's root. */
  readonly target: string;
  /** The nonce of the page's policy. */
  readonly nonce: string;
  /** Whether redirects must use `refreshTo`. */
  readonly refresh: boolean;
}

/** If the root is requested as /proxy/8050, its folder would be /proxy/. Only the browser can tell. */
const ROOT_AS_FOLDER =
  'location.pathname.endsWith("/")||(document.querySelector("base[href]").href=location.pathname+"/")';

/** React empties the head when it re-renders a whole page, as for an unknown id, and immediately adds styles. */
const KEEP_BASE =
  'document.head.removeChild=(node)=>node.nodeName==="BASE"?node:Node.prototype.removeChild.call(document.head,node)';

/**
 * The first of the two elements is for Plotly, which reads only the first: with an `href`, it would name its clip paths
 * by the page's full address and lose them when that changes.
 */
function baseTag({ target, nonce }: PageRequest): string {
  const isRoot = /^\/(\?|$)/.test(target);
  const script = isRoot ? `${ROOT_AS_FOLDER};${KEEP_BASE}` : KEEP_BASE;
  return `<base target="_self"><base href="${rootFrom(target)}"><script nonce="${nonce}">${script}</script>`;
}

const HEAD = "<head>";

/** A redirect as a page: proxies that rewrite redirects leave it alone, and the browser sends the cookie. */
export function refreshTo(location: string): string {
  return `0; url=${location}`;
}

const isPage = (response: ServerResponse) => String(response.getHeader("content-type")).startsWith("text/html");

/** Makes the answer relative: inserts a `<base>` into a page's head and rewrites redirects. Call before anything is sent. */
export function addBase(response: ServerResponse, page: PageRequest): void {
  const { writeHead, write, end } = response;
  let next: "start" | "head" | "rest" | "nothing" = "start";

  const begin = (): void => {
    if (next !== "start") return;
    next = isPage(response) ? "head" : "rest";
    // Preloads, which would resolve against the page's own address; the head has them, too.
    response.removeHeader("link");
    const location = response.getHeader("location");
    if (typeof location !== "string" || !location.startsWith("/")) return;
    const related = rootFrom(page.target) + location.slice(1);
    if (!page.refresh) return void response.setHeader("location", related);
    next = "nothing";
    for (const name of ["location", "content-length"]) response.removeHeader(name);
    response.setHeader("refresh", refreshTo(related)).setHeader("content-type", "text/plain; charset=utf-8");
    response.statusCode = 200;
  };
  const insert = (chunk: unknown): unknown => {
    if (next !== "head" || !(typeof chunk === "string" || chunk instanceof Uint8Array)) return chunk;
    next = "rest";
    // The start of a page is one chunk, as Next buffers that much.
    const bytes = Buffer.from(chunk as string);
    const at = bytes.indexOf(HEAD) + HEAD.length;
    if (at < HEAD.length) return chunk;
    if (!response.headersSent) response.removeHeader("content-length");
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(baseTag(page)), bytes.subarray(at)]);
  };

  Object.assign(response, {
    // Node also calls it implicitly, on the first write.
    writeHead(status: number, ...rest: unknown[]) {
      begin();
      return Reflect.apply(writeHead, response, [next === "nothing" ? 200 : status, ...rest]);
    },
    write(chunk: unknown, ...rest: unknown[]) {
      begin();
      return next === "nothing" || Reflect.apply(write, response, [insert(chunk), ...rest]);
    },
    end(chunk?: unknown, ...rest: unknown[]) {
      begin();
      return Reflect.apply(end, response, next === "nothing" ? [] : [insert(chunk), ...rest]);
    },
  });
}
