/**
 * Under which path the dashboard is shown, where a proxy shows it beside other things. Its pages need not know it, for
 * their addresses are relative (base-tag.ts): this is about proxies that pass the path on, and about the cookie. Pure.
 */
import type { RequestFacts } from "./gate.ts";

/** By which proxies say what they took off the path; the last two are Jupyter's. */
const TOLD: ReadonlySet<string> = new Set(["x-forwarded-prefix", "x-forwarded-context", "x-proxycontextpath"]);
const LIMIT = 512;
/** Characters that mean nothing in a header, a cookie or markup; encoded ones that are no control, dot or slash. */
const SEGMENT = /^(?:[\w.~@+=:-]|%(?!2e|2f|5c|7f)[2-9a-f][0-9a-f])+$/i;
/** Taken off, these would turn one of the dashboard's addresses into another. */
const OWN = /^(_next|api|compare|dev|explore|export|favicon|icon|overview|query|span)(\.|$)/;

/** Without the slash at its end, so that the root is empty; undefined for what is no path, or one of the dashboard's. */
export function parseBasePath(text: string): string | undefined {
  const path = text.replace(/\/$/, "");
  if (path === "") return "";
  const [before, ...segments] = path.split("/");
  const sound = segments.every((segment) => SEGMENT.test(segment) && segment !== "." && segment !== "..");
  return before === "" && sound && path.length <= LIMIT && !OWN.test(segments[0] ?? "") ? path : undefined;
}

/** What the proxy in front says of itself. */
function toldBy({ rawHeaders }: RequestFacts): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && TOLD.has(rawHeaders[at - 1]?.toLowerCase() ?? ""));
}

/** Believed where it is one thing. */
function toldBasePath(facts: RequestFacts): string | undefined {
  const [only, ...more] = new Set(toldBy(facts));
  return only === undefined || more.length > 0 ? undefined : parseBasePath(only) || undefined;
}

/** Whether a proxy is there that tells where it is; such a one may change the redirects that it passes on. */
export function isTold(facts: RequestFacts): boolean {
  return toldBy(facts).length > 0;
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
export function placeTarget(facts: RequestFacts, known: string | undefined): Placed {
  const { target } = facts;
  const told = known === undefined ? toldBasePath(facts) : undefined;
  const base = known || told;
  if (!base) return { target, base: undefined, needsSlash: false };
  const rest = target.slice(base.length);
  if (!target.startsWith(base) || !/^([/?]|$)/.test(rest)) return { target, base: told, needsSlash: false };
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
