/** The same, for many more rounds (`lib/vitest.config.ts`). */
import "./any-program.test.ts";
