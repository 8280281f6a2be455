import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";
import { listSources } from "../cli/bootstrap/build.mjs";
import { bundleThread } from "./writing/build-thread.mjs";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What a program notices of its writer must not depend on which it is: these run once more, all by the thread. */
const BY_EITHER_WRITER = [
  "blocks",
  "concurrency",
  "connection",
  "contention",
  "context",
  "endings",
  "errors",
  "generators",
  "handle",
  "hostile-files",
  "hostile-values",
  "kills",
  "links",
  "promises",
  "pruned-meanwhile",
  "python-interop",
  "session",
  "session-files",
  "stack",
  "tag-values",
  "wrap",
];

/** As the builds do it, and in watch mode anew with each change of the thread's own sources. */
const writingThread: Plugin = {
  name: "writing-thread",
  async transform(code, id) {
    if (id !== at("lib/writing/writing-thread.ts")) return;
    const { text, sources } = await bundleThread();
    for (const file of sources) this.addWatchFile(file);
    return { code: code.replaceAll("__SPANTOM_THREAD__", () => JSON.stringify(text)), map: null };
  },
};

/** In watch mode, what runs the built package runs again when a source of it has changed. */
const builtPackage: Plugin = {
  name: "built-package",
  transform(_code, id) {
    if (id === at("lib/fixtures/built.ts")) for (const file of listSources("cli")) this.addWatchFile(at(file));
  },
};

const shared = {
  root: at(""),
  plugins: [writingThread, builtPackage],
};
const limits = {
  exclude: ["**/node_modules/**", "**/fixtures/**", "dist/**"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  ...shared,
  server: { watch: { ignored: ["**/dist/**"] } },
  test: {
    globalSetup: at("lib/fixtures/global-setup.ts"),
    projects: [
      {
        ...shared,
        test: {
          ...limits,
          name: "all",
          include: ["lib/**/*.test.ts", "cli/**/*.test.ts", "app/**/*.test.ts", "app/**/*.test.tsx"],
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: "writing thread",
          include: BY_EITHER_WRITER.map((name) => `lib/${name}.test.ts`),
          env: { SPANTOM_WRITER: "thread" },
        },
      },
    ],
  },
});
