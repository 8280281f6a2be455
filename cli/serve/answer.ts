/** Answers a request: checks the gate and the token, then serves static files and pages. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { addBase, cookiePath, hasPrefixHeader, type Placed, placeTarget, refreshTo, rootFrom } from "./base-path.ts";
import { decide, type Guard, type RequestHead } from "./gate.ts";
import { CLOSED_POLICY, createNonce, SECURITY_HEADERS } from "./policy.ts";
import type { Site } from "./site.ts";
import { admit } from "./token.ts";

function refuse(response: ServerResponse, status: number, reason: string): void {
  if (response.headersSent) return void response.destroy();
  // A refused request's body is not read, so its connection cannot be reused.
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
  response.end(`${reason}\n`);
}

/**
 * After a link on another site, the browser would follow a redirect without the new cookie, but it sends the cookie if
 * our own page, such as this answer, refreshes. Besides, Jupyter treats every redirect as relative to the root.
 */
function needsRefresh(request: IncomingMessage, head: RequestHead): boolean {
  const site = request.headers["sec-fetch-site"];
  return (site !== undefined && site !== "none" && site !== "same-origin") || hasPrefixHeader(head);
}

/** @param location relative to the request's address */
function sendOn(response: ServerResponse, location: string, refresh: boolean): void {
  response.setHeader("Cache-Control", "no-store").setHeader("Content-Type", "text/plain; charset=utf-8");
  if (refresh) response.writeHead(200, { Refresh: refreshTo(location) });
  else response.writeHead(303, { Location: location });
  response.end("opening the dashboard\n");
}

/** The same address with a trailing slash, so that relative addresses resolve against it. */
function withSlash({ target, base = "" }: Placed): string {
  return `./${base.slice(base.lastIndexOf("/") + 1)}${target}`;
}

export function createAnswer({ gate, token, basePath }: Guard, { serveFile, pages, policyOf }: Site) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader("Content-Security-Policy", CLOSED_POLICY);
    const { method = "", url = "", rawHeaders } = request;
    const placed = placeTarget({ method, target: url, rawHeaders }, basePath);
    const { target } = placed;
    const head = { method, target, rawHeaders };
    const decision = decide(head, gate);
    if (!decision.ok) {
      if (decision.allow) response.setHeader("Allow", decision.allow);
      return refuse(response, decision.status, decision.reason);
    }
    const refresh = needsRefresh(request, head);
    if (placed.needsSlash) return sendOn(response, withSlash(placed), refresh);
    if (token) {
      const admission = admit(head, token, cookiePath(placed, basePath));
      if (admission.ok === "arrived") {
        // Keeps the token out of the history.
        response.setHeader("Set-Cookie", admission.cookie);
        return sendOn(response, rootFrom(target) + admission.location.slice(1), refresh);
      }
      if (!admission.ok) {
        response.setHeader("WWW-Authenticate", "Bearer");
        return refuse(response, 401, admission.reason);
      }
    }
    const pathname = target.split("?", 1)[0] ?? "/";
    if (serveFile(pathname, request, response)) return;
    const nonce = createNonce();
    const policy = policyOf(nonce);
    response.setHeader("Content-Security-Policy", policy);
    // Next reads the nonce for its own scripts from here.
    request.headers["content-security-policy"] = policy;
    request.url = target;
    addBase(response, { target, nonce, refresh });
    try {
      await pages.serve(pathname, request, response);
    } catch (error) {
      console.error(error);
      refuse(response, 500, "the dashboard failed to answer; see its terminal for details");
    }
  };
}
