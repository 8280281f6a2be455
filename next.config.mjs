import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";

const adapter = fileURLToPath(new URL("./cli/build/next-adapter.mjs", import.meta.url));

/** @type {import("next").NextConfig} */
const config = {
  // Copies what each compiled route needs to dist/dashboard; the CLI serves it without `next` being installed. It makes
  // every address with this base path relative, so that the dashboard works under any (cli/build/adapter/base-path.mjs).
  ...(existsSync(adapter) ? { adapterPath: adapter, basePath: "/__spantom__" } : {}),
  // A proxy tells `/proxy/8050/` from `/proxy/8050`: the overview has the slash, always.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ["better-sqlite3"],
  outputFileTracingExcludes: { "/*": ["node_modules/better-sqlite3/**"] },
  // The CLI does the same (cli/serve/pages.ts): a folder's name cannot hold a parameter and an ending.
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

const folder = process.env.SPANTOM_DEV_FOLDER ?? ".next";

/** For `npm run dev` (cli/build/bootstrap/dev.mjs). */
const development = {
  ...config,
  basePath: "",
  // The gate writes into pages as they pass.
  compress: false,
  distDir: folder,
  // Next adds its folder to the tsconfig.json that it finds; a folder that is not the usual one has its own.
  typescript: { ...config.typescript, ...(folder !== ".next" && { tsconfigPath: `${folder}.tsconfig.json` }) },
  // Pages to work with, such as app/dev/gallery. A build does not know the ending, so they are never part of it.
  pageExtensions: ["dev.tsx", "tsx", "ts"],
  // The gate has compared the origin with the host before Next does.
  allowedDevOrigins: ["**.*"],
};

export default (phase) => (phase === PHASE_DEVELOPMENT_SERVER ? development : config);
