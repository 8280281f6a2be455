import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["lib/**/*.test.ts", "cli/**/*.test.ts", "app/**/*.test.ts", "app/**/*.test.tsx"],
    exclude: ["**/node_modules/**", "**/fixtures/**", "dist/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
