/** The public surface of the package. */
import type { InitOptions, Session } from "./api.ts";
import { DEFAULT_DB as defaultPath } from "./store/file-path.ts";
import { SpantomSession as SessionClass } from "./tracer/session.ts";

export type * from "./api.ts";

/** Where spans go when neither `SP.init(path)` nor `SPANTOM_DB` says otherwise; in the temporary folder on Windows. */
export const DEFAULT_DB: string = defaultPath;

/** A session of its own, for a second file: `new SpantomSession("/path/to/other.db")`. */
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
 * for (const file of files) {
 *   SP.span("file", () => {
 *     SP.tag({ bytes: file.size });
 *     work(file);
 *   });
 * }
 * console.log(SP.summary());
 * ```
 */
export const SP: Session = shared[KEY];
