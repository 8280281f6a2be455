import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";
import { listSources } from "../cli/build/bootstrap/build.mjs";
import { bundleThread } from "./writer/build-thread.mjs";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What a program observes must not depend on its writer: these tests run again with the writing thread. */
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
  "running",
  "pruned-meanwhile",
  "session",
  "session-files",
  "stack",
  "tag-values",
  "wrap",
];

const BY_THREAD = { SPANTOM_WRITER: "thread" };

/** For the randomised tests. */
const MANY = { ROUNDS: process.env.ROUNDS ?? "30" };

/** Bundles the thread as the builds do, and in watch mode again after each change of its sources. */
const writingThread: Plugin = {
  name: "writing-thread",
  async transform(code, id) {
    if (id !== at("lib/writer/writing-thread.ts")) return;
    const { text, sources } = await bundleThread();
    for (const file of sources) this.addWatchFile(file);
    return { code: code.replaceAll("__SPANTOM_THREAD__", () => JSON.stringify(text)), map: null };
  },
};

/** In watch mode, makes tests of the built package run again when one of its sources has changed. */
const builtPackage: Plugin = {
  name: "built-package",
  transform(_code, id) {
    if (id === at("lib/fixtures/built.ts")) for (const file of listSources("cli")) this.addWatchFile(at(file));
  },
};

/** `npm test` runs the first two; `npm run test:compat`, which involves other programs, runs the others. */
const PROJECTS = [
  { name: "unit", include: ["{lib,cli,app}/**/*.test.{ts,tsx}"], exclude: ["**/*.compat.test.ts"] },
  {
    name: "unit by thread",
    include: BY_EITHER_WRITER.map((name) => `lib/{tracer,writer,store}/${name}.test.ts`),
    env: BY_THREAD,
  },
  { name: "compat", include: ["{lib,cli,app}/**/*.compat.test.ts"], env: MANY },
  { name: "compat by thread", include: ["lib/python-interop.compat.test.ts"], env: { ...MANY, ...BY_THREAD } },
];

const shared = { root: at(""), plugins: [writingThread, builtPackage] };

export default defineConfig({
  ...shared,
  server: { watch: { ignored: ["**/dist/**"] } },
  test: {
    globalSetup: at("lib/fixtures/global-setup.ts"),
    maxWorkers: "100%",
    projects: PROJECTS.map(({ exclude = [], ...project }) => ({
      ...shared,
      test: {
        ...project,
        exclude: ["**/node_modules/**", "**/fixtures/**", ...exclude],
        // Catches what hangs; long enough for a machine that other programs keep busy.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        expect: { poll: { interval: 20, timeout: 60_000 } },
      },
    })),
  },
});
