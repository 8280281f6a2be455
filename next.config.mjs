import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const adapter = fileURLToPath(new URL("./cli/next-adapter.mjs", import.meta.url));

/** @type {import("next").NextConfig} */
export default {
  // Copies what each compiled route needs to dist/dashboard; the CLI serves it without `next` being installed.
  ...(existsSync(adapter) ? { adapterPath: adapter } : {}),
  serverExternalPackages: ["better-sqlite3"],
  outputFileTracingExcludes: { "/*": ["node_modules/better-sqlite3/**"] },
  // The CLI does the same (cli/pages.ts): a folder's name cannot hold a parameter and an ending.
  rewrites: async () => [{ source: "/span/:id(\\d+).json", destination: "/span/:id/json" }],
  images: { unoptimized: true },
  poweredByHeader: false,
  devIndicators: false,
  agentRules: false,
  reactStrictMode: true,
  // `npm run check` holds the types of the whole repository; the build needs not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { isrFlushToDisk: false },
};
