/** The same, for many more rounds (`lib/vitest.config.ts`). */
import "./locked-endings.test.ts";
