/** Answers a request: the gate first, then the token, then files for the browser, then the pages. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { decide, type Guard } from "./gate.ts";
import { CLOSED_POLICY, createNonce, SECURITY_HEADERS } from "./policy.ts";
import type { Site } from "./site.ts";
import { admit } from "./token.ts";

function refuse(response: ServerResponse, status: number, reason: string): void {
  if (response.headersSent) return void response.destroy();
  // The body of a refused request is not read, so its connection cannot be used again.
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
  response.end(`${reason}\n`);
}

/** Whoever arrives with the token is sent on to the same address without it, so that it stays in no history. */
function sendOn(request: IncomingMessage, response: ServerResponse, location: string, cookie: string): void {
  const site = request.headers["sec-fetch-site"];
  const isForeign = site !== undefined && site !== "none" && site !== "same-origin";
  const headers = { "Set-Cookie": cookie, "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8" };
  // After a link on another site the browser would follow a redirect without the new cookie. From a page of our own, as
  // this one is, it goes on with it.
  if (isForeign) response.writeHead(200, { ...headers, Refresh: `0; url=${location}` });
  else response.writeHead(303, { ...headers, Location: location });
  response.end("opening the dashboard\n");
}

/** What answers every request of the server. */
export function createAnswer({ gate, token }: Guard, { serveFile, pages, policyOf }: Site) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader("Content-Security-Policy", CLOSED_POLICY);
    const { method = "", url: target = "", rawHeaders } = request;
    const facts = { method, target, rawHeaders };
    const decision = decide(facts, gate);
    if (!decision.ok) {
      if (decision.allow) response.setHeader("Allow", decision.allow);
      return refuse(response, decision.status, decision.reason);
    }
    if (token) {
      const admission = admit(facts, token);
      if (admission.ok === "arrived") return sendOn(request, response, admission.location, admission.cookie);
      if (!admission.ok) {
        response.setHeader("WWW-Authenticate", "Bearer");
        return refuse(response, 401, admission.reason);
      }
    }
    const pathname = target.split("?", 1)[0] ?? "/";
    if (serveFile(pathname, request, response)) return;
    const policy = policyOf(createNonce());
    response.setHeader("Content-Security-Policy", policy);
    // From here Next takes the nonce for its own scripts.
    request.headers["content-security-policy"] = policy;
    try {
      await pages.serve(pathname, request, response);
    } catch (error) {
      console.error(error);
      refuse(response, 500, "the dashboard failed to answer; its terminal says more");
    }
  };
}
