/**
 * Makes what a page answers relative to where the dashboard is, which only the browser knows: a `<base>` first in its
 * head, and redirects from the page on. So it works under any path, also behind a proxy that says nothing about it.
 */
import type { ServerResponse } from "node:http";
import { rootFrom } from "./base-path.ts";

interface Where {
  /** What was asked for, from the dashboard's root. */
  readonly target: string;
  /** Of the page's policy. */
  readonly nonce: string;
  /** Whether a redirect is one by `refreshTo`. */
  readonly refresh: boolean;
}

/**
 * The first of the two is for Plotly, which looks at no other: with a `href` there it would name its clip paths by the
 * page's whole address, and lose them when that changes.
 */
function baseTag({ target, nonce }: Where): string {
  const isRoot = /^\/(\?|$)/.test(target);
  const script = isRoot ? `${ROOT_AS_FOLDER};${KEPT}` : KEPT;
  return `<base target="_self"><base href="${rootFrom(target)}"><script nonce="${nonce}">${script}</script>`;
}

/** Of the root asked for as /proxy/8050, the folder would be /proxy/. Only the browser sees that. */
const ROOT_AS_FOLDER =
  'location.pathname.endsWith("/")||(document.querySelector("base[href]").href=location.pathname+"/")';

/** React empties the head where it draws a whole page anew, as that of an id that is not there, and adds styles at once. */
const KEPT =
  'document.head.removeChild=(node)=>node.nodeName==="BASE"?node:Node.prototype.removeChild.call(document.head,node)';

const HEAD = "<head>";

/** A redirect as the start of a page: a proxy that rewrites redirects leaves it alone, and the cookie comes along. */
export function refreshTo(location: string): string {
  return `0; url=${location}`;
}

const isPage = (response: ServerResponse) => String(response.getHeader("content-type")).startsWith("text/html");

/** To be called before anything is answered. */
export function addBase(response: ServerResponse, where: Where): void {
  const { writeHead, write, end } = response;
  let next: "start" | "head" | "rest" | "nothing" = "start";

  const begin = (): void => {
    if (next !== "start") return;
    next = isPage(response) ? "head" : "rest";
    // Preloads, which would count from the page's own address; its head has them too.
    response.removeHeader("link");
    const location = response.getHeader("location");
    if (typeof location !== "string" || !location.startsWith("/")) return;
    const related = rootFrom(where.target) + location.slice(1);
    if (!where.refresh) return void response.setHeader("location", related);
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
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(baseTag(where)), bytes.subarray(at)]);
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
