/**
 * The server of `npm run dev`: pages are compiled from source on request. Bundled,
 * started and restarted by cli/build/bootstrap/dev.mjs; never part of the package.
 */
import { createServer } from "node:http";
import { program } from "commander";
import next from "next";
import { getHost } from "../../../lib/reader/host.ts";
import { addDashboard, runDashboard } from "../../commands/dashboard.ts";
import { run } from "../../run.ts";
import { OpenRequests } from "../pages.ts";
import { pagePolicy } from "../policy.ts";
import type { Site } from "../site.ts";
import { createUpgrade } from "./upgrade.ts";

type Handler = ReturnType<ReturnType<typeof next>["getRequestHandler"]>;

/** The parent process has ended, however it did. */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

void run(() => {
  addDashboard(program.name("npm run dev --").exitOverride(), (options) =>
    runDashboard({ ...options, open: false }, openSourceSite),
  );
  return program;
});

/**
 * Next's development server, behind the same gate as the built pages.
 * @param ip the address it is served on
 */
function openSourceSite(ip: string): Site {
  const requests = new OpenRequests();
  /** Next would listen for upgrades on the first request's server; here it gets only those that passed the gate. */
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
        await requests.run(response, async () => handle?.(request, response));
      },
      async start(url) {
        process.on("message", (message) => {
          // A saved page sends queries while their code is still being rebuilt.
          if (message === "reader rebuilt") getHost().reader.renew();
        });
        ready = prepare(url);
        await ready;
      },
      signal: () => requests.signal(),
      setStatus: (status) => requests.setStatus(status),
    },
    serveFile: () => false,
    // React uses eval to rebuild the stacks of server errors in the browser.
    policyOf: (nonce) => pagePolicy(nonce).replace("script-src", "script-src 'unsafe-eval'"),
    exceptions: {
      // Maps errors to source positions.
      posted: ["/__nextjs_original-stack-frames"],
      headers: ["x-nextjs-request-id", "x-nextjs-html-request-id"],
    },
    createUpgrade: (guard) =>
      createUpgrade(guard, "/_next/hmr", (...request) => void upgrades.emit("upgrade", ...request)),
  };
}

/** Next would check npm for updates. The dashboard makes no outgoing requests. */
function refuseFetch(): void {
  globalThis.fetch = () => Promise.reject(new Error("the dashboard's server makes no outgoing requests"));
}
