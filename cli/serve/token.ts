/** The token of a dashboard that other users can reach: part of the printed address, then kept in a cookie. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type RequestHead, valuesOf } from "./gate.ts";

const PARAMETER = "t";

/** 32 random bytes in URL-safe characters. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Adds the token to the root's address. */
export function addToken(url: string, token: string): string {
  return `${url}?${PARAMETER}=${token}`;
}

export type Admission =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string }
  /** The token was in the address: set the cookie and redirect to the address without it. */
  | { readonly ok: "arrived"; readonly cookie: string; readonly location: string };

/** Hashed first, to compare texts of any length in constant time. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/**
 * Cookies are shared by all ports of a host, so each dashboard needs its own cookie name. It uses the port of the
 * address in the browser: dashboards on two machines may listen on the same port and be forwarded to different ones.
 */
function cookieName(head: RequestHead): string {
  const port = /:(\d+)$/.exec(valuesOf(head, "host")[0] ?? "")?.[1] ?? "80";
  return `spantom_${port}`;
}

function cookies(head: RequestHead, name: string): string[] {
  return valuesOf(head, "cookie")
    .flatMap((header) => header.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

function bearers(head: RequestHead): string[] {
  return valuesOf(head, "authorization").flatMap((value) => /^Bearer +(\S+)$/i.exec(value)?.[1] ?? []);
}

/** Separates the token from an address. */
function takeToken(target: string): { given: string | undefined; rest: string } {
  const [path = "/", ...more] = target.split("?");
  const pairs = more.join("?").split("&").filter(Boolean);
  const own = (pair: string) => pair.startsWith(`${PARAMETER}=`);
  const rest = pairs.filter((pair) => !own(pair)).join("&");
  return { given: pairs.find(own)?.slice(PARAMETER.length + 1), rest: rest ? `${path}?${rest}` : path };
}

/**
 * Whether an admitted request carries the token.
 * @param path the cookie's path attribute
 */
export function admit(head: RequestHead, token: string, path = ""): Admission {
  const name = cookieName(head);
  const known = [...cookies(head, name), ...bearers(head)].some((given) => isSame(given, token));
  const { given, rest } = head.method === "POST" ? { given: undefined, rest: "" } : takeToken(head.target);
  if (given !== undefined && (known || isSame(given, token)))
    return { ok: "arrived", cookie: `${name}=${token}; HttpOnly; SameSite=Strict${path}`, location: rest };
  if (known) return { ok: true };
  return {
    ok: false,
    reason:
      "this dashboard requires a token: open the address printed in its terminal" +
      " (after a link from elsewhere, go to the address bar and press Enter)",
  };
}
