/**
 * What `npm run dev` serves: the dashboard with its pages compiled from their sources as they are asked for. Bundled,
 * started and started again by cli/build/bootstrap/dev.mjs; never part of the package.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import { program } from "commander";
import next from "next";
import { getHost } from "../../../lib/reader/host.ts";
import { addDashboard, runDashboard } from "../../commands/dashboard.ts";
import { run } from "../../run.ts";
import { untilGone } from "../pages.ts";
import { pagePolicy } from "../policy.ts";
import type { Site } from "../site.ts";
import { createUpgrade } from "./upgrade.ts";

type Handler = ReturnType<ReturnType<typeof next>["getRequestHandler"]>;

/** Whoever started this has ended, in whatever way. */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

void run(() => {
  addDashboard(program.name("npm run dev --").exitOverride(), (options) =>
    runDashboard({ ...options, open: false }, openSourceSite),
  );
  return program;
});

/**
 * Next's development server, behind the gate that the built pages stand behind.
 * @param ip the address it is served at
 */
function openSourceSite(ip: string): Site {
  const requests = new AsyncLocalStorage<AbortSignal>();
  /** Next would listen for upgrades at the server of the first request; it gets those that passed, and no others. */
  const upgrades = createServer();
  let ready: Promise<Handler> | undefined;

  async function prepare(url: string): Promise<Handler> {
    refuseFetch();
    const port = Number(new URL(url).port);
    const app = next({ dev: true, dir: process.cwd(), hostname: ip, port, httpServer: upgrades });
    await app.prepare();
    process.send?.({ port });
    return app.getRequestHandler();
  }

  return {
    pages: {
      async serve(pathname, request, response) {
        if (pathname === "/favicon.ico") request.url = "/icon.svg";
        const handle = await ready;
        await requests.run(untilGone(response), async () => handle?.(request, response));
      },
      async start(url) {
        process.on("message", (message) => {
          // A saved page asks while its queries are still being built.
          if (message === "reader rebuilt") getHost().reader.renew();
        });
        ready = prepare(url);
        await ready;
      },
      signal: () => requests.getStore(),
    },
    serveFile: () => false,
    // React rebuilds the stacks of the server's errors in the browser, with the help of eval.
    policyOf: (nonce) => pagePolicy(nonce).replace("script-src", "script-src 'unsafe-eval'"),
    exceptions: {
      // Where in the sources an error is.
      posted: ["/__nextjs_original-stack-frames"],
      headers: ["x-nextjs-request-id", "x-nextjs-html-request-id"],
    },
    createUpgrade: (guard) =>
      createUpgrade(guard, "/_next/hmr", (...request) => void upgrades.emit("upgrade", ...request)),
  };
}

/** Next would ask npm whether there is a newer one. The dashboard asks nobody. */
function refuseFetch(): void {
  globalThis.fetch = () => Promise.reject(new Error("the dashboard's server asks nobody"));
}
