/**
 * The path under which a proxy shows the dashboard beside other things. Pages work under any, because what they answer is
 * made relative to a `<base>`, which only the browser can resolve; so also behind a proxy that says nothing about it. The
 * path itself matters for proxies that pass it on, and for the cookie.
 */
import type { ServerResponse } from "node:http";
import type { RequestHead } from "./gate.ts";

/** In which proxies say what they took off the path; the last two are Jupyter's. */
const PREFIX_HEADERS: ReadonlySet<string> = new Set([
  "x-forwarded-prefix",
  "x-forwarded-context",
  "x-proxycontextpath",
]);
const MAX_LENGTH = 512;
/** Characters that mean nothing in a header, a cookie or markup; encoded ones that are no control, dot or slash. */
const SEGMENT = /^(?:[\w.~@+=:-]|%(?!2e|2f|5c|7f)[2-9a-f][0-9a-f])+$/i;
/** Taken off, these would turn one of the dashboard's addresses into another. */
const OWN_ADDRESS = /^(_next|api|compare|dev|explore|export|favicon|icon|overview|query|span)(\.|$)/;

/** Without the slash at its end, so that the root is empty; undefined for what is no path, or one of the dashboard's. */
export function parseBasePath(text: string): string | undefined {
  const path = text.replace(/\/$/, "");
  if (path === "") return "";
  const [before, ...segments] = path.split("/");
  const sound = segments.every((segment) => SEGMENT.test(segment) && segment !== "." && segment !== "..");
  return before === "" && sound && path.length <= MAX_LENGTH && !OWN_ADDRESS.test(segments[0] ?? "") ? path : undefined;
}

/** What the proxy in front says of itself. */
function prefixHeaders({ rawHeaders }: RequestHead): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && PREFIX_HEADERS.has(rawHeaders[at - 1]?.toLowerCase() ?? ""));
}

/** Believed where it is one thing. */
function forwardedPath(head: RequestHead): string | undefined {
  const [only, ...more] = new Set(prefixHeaders(head));
  return only === undefined || more.length > 0 ? undefined : parseBasePath(only) || undefined;
}

/** Whether a proxy is there that tells where it is; such a one may change the redirects that it passes on. */
export function hasPrefixHeader(head: RequestHead): boolean {
  return prefixHeaders(head).length > 0;
}

export interface Placed {
  /** The target as the dashboard knows it. */
  readonly target: string;
  /** Where the browser asked for it; undefined when nothing says so, and a proxy may still have taken something off. */
  readonly base: string | undefined;
  /** It is asked for without the slash at the end, from which no relative address leads on. */
  readonly needsSlash: boolean;
}

/**
 * @param known the path that the command line names; instead of the headers
 */
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

/** The dashboard's root as seen from one of its pages: `./`, `../` and so on. */
export function rootFrom(target: string): string {
  const [path = "/"] = target.split("?", 1);
  return "../".repeat(path.split("/").length - 2) || "./";
}

/**
 * What a cookie for the whole dashboard says of its path. Without it, browsers take the folder of what they asked for,
 * which is all of the dashboard when that was its root: so even a proxy that tells nothing gets the right one.
 */
export function cookiePath({ target, base }: Placed, known: string | undefined): string {
  if (base === undefined && target.split("?", 1)[0] === "/") return "";
  return `; Path=${base ?? known ?? ""}/`;
}

interface PageRequest {
  /** What was asked for, from the dashboard's root. */
  readonly target: string;
  /** Of the page's policy. */
  readonly nonce: string;
  /** Whether a redirect is one by `refreshTo`. */
  readonly refresh: boolean;
}

/** Of the root asked for as /proxy/8050, the folder would be /proxy/. Only the browser sees that. */
const ROOT_AS_FOLDER =
  'location.pathname.endsWith("/")||(document.querySelector("base[href]").href=location.pathname+"/")';

/** React empties the head where it draws a whole page anew, as that of an id that is not there, and adds styles at once. */
const KEEP_BASE =
  'document.head.removeChild=(node)=>node.nodeName==="BASE"?node:Node.prototype.removeChild.call(document.head,node)';

/**
 * The first of the two is for Plotly, which looks at no other: with a `href` there it would name its clip paths by the
 * page's whole address, and lose them when that changes.
 */
function baseTag({ target, nonce }: PageRequest): string {
  const isRoot = /^\/(\?|$)/.test(target);
  const script = isRoot ? `${ROOT_AS_FOLDER};${KEEP_BASE}` : KEEP_BASE;
  return `<base target="_self"><base href="${rootFrom(target)}"><script nonce="${nonce}">${script}</script>`;
}

const HEAD = "<head>";

/** A redirect as the start of a page: a proxy that rewrites redirects leaves it alone, and the cookie comes along. */
export function refreshTo(location: string): string {
  return `0; url=${location}`;
}

const isPage = (response: ServerResponse) => String(response.getHeader("content-type")).startsWith("text/html");

/** Makes the answer relative: a `<base>` first in a page's head, and redirects. To be called before anything is answered. */
export function addBase(response: ServerResponse, page: PageRequest): void {
  const { writeHead, write, end } = response;
  let next: "start" | "head" | "rest" | "nothing" = "start";

  const begin = (): void => {
    if (next !== "start") return;
    next = isPage(response) ? "head" : "rest";
    // Preloads, which would count from the page's own address; its head has them too.
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
    // The beginning of a page is one chunk: Next's streams wait for that much.
    const bytes = Buffer.from(chunk as string);
    const at = bytes.indexOf(HEAD) + HEAD.length;
    if (at < HEAD.length) return chunk;
    if (!response.headersSent) response.removeHeader("content-length");
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(baseTag(page)), bytes.subarray(at)]);
  };

  Object.assign(response, {
    // Node calls it too, for whoever just writes.
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
