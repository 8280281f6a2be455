/** The headers that tell a browser what an answer may do. */
import { randomBytes } from "node:crypto";

/** On every answer, refusals included. No Access-Control header ever: nobody else may read an answer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** For what is no page: it runs nothing and loads nothing, should a browser take it for one. */
export const CLOSED_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** As unguessable as a token, and new for every answer. */
export function createNonce(): string {
  return randomBytes(18).toString("base64");
}

/**
 * For a page: scripts only from here, or with the nonce, which Next puts on those that it writes into the page. Plotly
 * and the editor set styles of their own; a chart is saved by way of `data:` and `blob:` pictures.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'none'",
    // See base-path.ts.
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
