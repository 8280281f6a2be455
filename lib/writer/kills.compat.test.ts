/** The same, for many more rounds (`lib/vitest.config.ts`). */
import "./kills.test.ts";
