/** The public surface of the package. */
import type { InitOptions, Session } from "./api.ts";
import { DEFAULT_DB as defaultPath } from "./store/file-path.ts";
import { SpantomSession as SessionClass } from "./tracer/session.ts";

export type * from "./api.ts";

/**
 * `/tmp/spantom.db`, or in the temporary folder on Windows: where spans go unless `SP.init(path)` or `SPANTOM_DB` says
 * otherwise.
 */
export const DEFAULT_DB: string = defaultPath;

/**
 * A separate session, for a second file; its arguments are those of `init`.
 *
 * @throws TypeError as `init` does.
 * @example
 * ```ts
 * import { SpantomSession } from "spantom";
 *
 * using other = new SpantomSession("other.db"); // flushed and closed at the end of the block
 * other.span("elsewhere", () => {});
 * ```
 */
export const SpantomSession: new (path?: string, options?: InitOptions) => Session = SessionClass;

const KEY = Symbol.for("spantom.v1");
const shared = globalThis as typeof globalThis & { [KEY]: Session };
shared[KEY] ??= new SessionClass();

/**
 * The session that the whole process shares, however often and in whatever form the package is loaded.
 *
 * @example
 * ```ts
 * import { SP } from "spantom";
 *
 * for (const text of ["[1]", "[2, 3]"]) {
 *   SP.span("parse", () => {
 *     SP.tag({ characters: text.length });
 *     return JSON.parse(text);
 *   });
 * }
 * console.log(SP.summary());
 * ```
 */
export const SP: Session = shared[KEY];
