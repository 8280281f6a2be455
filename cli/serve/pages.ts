/** Calls the compiled pages and route handlers of the dashboard in this process. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Route } from "../dist.ts";

interface CompiledRoute {
  handler(
    request: IncomingMessage,
    response: ServerResponse,
    context: {
      waitUntil(promise: Promise<unknown>): void;
      requestMeta: { relativeProjectDir: string; hostname: string };
    },
  ): Promise<unknown>;
}

export interface Pages {
  /** Answers the request; for unknown pathnames, with the not-found page and status 404. */
  serve(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Called once the server listens at `url`: preloads what will be requested first. */
  start(url: string): void | Promise<void>;
  /** Aborts when the current request's client disconnects before the answer is complete. */
  signal(): AbortSignal | undefined;
  /** Sets the status of the current request's response, unless its head has been sent. */
  setStatus(status: number): void;
}

const NOT_FOUND = "/_not-found";

function findRoute(routes: readonly Route[], pathname: string): Route | undefined {
  // Next uses `.rsc` for a page's data behind its own proxy; browsers use a header instead.
  if (pathname === NOT_FOUND || pathname.endsWith(".rsc")) return undefined;
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  return (
    routes.find((route) => !route.pattern && route.pathname === path) ??
    routes.find((route) => route.pattern && new RegExp(route.pattern).test(path))
  );
}

/** The data endpoint of a page with a parameter is a subfolder: a folder name cannot hold parameter and extension. */
const DATA_ENDPOINT = /^(\/span\/\d+)\.(json)$/;

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** The request being answered, for the pages that answer it. */
export class OpenRequests {
  readonly #store = new AsyncLocalStorage<{ readonly gone: AbortSignal; readonly response: ServerResponse }>();

  run<Result>(response: ServerResponse, answer: () => Result): Result {
    return this.#store.run({ gone: untilGone(response), response }, answer);
  }

  signal(): AbortSignal | undefined {
    return this.#store.getStore()?.gone;
  }

  setStatus(status: number): void {
    const response = this.#store.getStore()?.response;
    if (response && !response.headersSent) response.statusCode = status;
  }
}

/** Aborts when the client disconnects before the answer is complete. */
function untilGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

export function createPages(folder: string, routes: readonly Route[], hostname: string): Pages {
  const load = createRequire(join(folder, "package.json"));
  const requests = new OpenRequests();
  const loadRoute = (route: Route) => {
    // Next requires this before any of its modules: it sets up their shared request stores.
    load("./vendor/next/setup-node-env.js");
    return load(`./${route.file}`) as CompiledRoute;
  };
  const waitUntil = (promise: Promise<unknown>) => void promise.catch((error: unknown) => console.error(error));
  // A new object for each request, because Next stores request state in it. `relativeProjectDir` is joined
  // with the working directory, which is `folder`.
  const createContext = () => ({ waitUntil, requestMeta: { relativeProjectDir: ".", hostname } });

  return {
    async serve(pathname, request, response) {
      const path = pathname.replace(DATA_ENDPOINT, "$1/$2");
      if (path !== pathname) request.url = request.url?.replace(pathname, path);
      let route = isDecodable(path) ? findRoute(routes, path) : undefined;
      if (!route) {
        response.statusCode = 404;
        route = routes.find((other) => other.pathname === NOT_FOUND);
        if (!route) return void response.end("not found\n");
        request.url = NOT_FOUND;
      }
      const { handler } = loadRoute(route);
      await requests.run(response, () => handler(request, response, createContext()));
    },
    start() {
      Object.assign(process.env, { NODE_ENV: "production", NEXT_RUNTIME: "nodejs" });
      process.chdir(folder);
      setImmediate(() => {
        const first = findRoute(routes, "/");
        if (first) loadRoute(first);
      });
    },
    signal: () => requests.signal(),
    setStatus: (status) => requests.setStatus(status),
  };
}
