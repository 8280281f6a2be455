import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { defineThread } from "./writing/build-thread.mjs";

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

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  define: await defineThread(),
  test: {
    exclude: ["**/node_modules/**", "**/fixtures/**", "dist/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "all",
          include: ["lib/**/*.test.ts", "cli/**/*.test.ts", "app/**/*.test.ts", "app/**/*.test.tsx"],
        },
      },
      {
        extends: true,
        test: {
          name: "writing thread",
          include: BY_EITHER_WRITER.map((name) => `lib/${name}.test.ts`),
          env: { SPANTOM_WRITER: "thread" },
        },
      },
    ],
  },
});
