/** Where spans go, and are looked for, when nothing else is said. */
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The Python package's default too. Windows has no /tmp. */
export const DEFAULT_DB: string = process.platform === "win32" ? join(tmpdir(), "spantom.db") : "/tmp/spantom.db";
