/** The headers that tell a browser what a response may do. */
import { randomBytes } from "node:crypto";

/** On every response, including refusals. Never an Access-Control header: no other origin may read a response. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** For anything but pages: if a browser treats it as one, it runs and loads nothing. */
export const CLOSED_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** As unguessable as a token, and new for every response. */
export function createNonce(): string {
  return randomBytes(18).toString("base64");
}

/**
 * For a page: scripts only from this server or with the nonce, which Next adds to its inline scripts. Plotly
 * and the editor set inline styles; charts are saved through `data:` and `blob:` images.
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
