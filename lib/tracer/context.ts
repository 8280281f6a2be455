/** The current span, which follows the program through callbacks, promises and timers. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { LiveSpan } from "./span.ts";

export class Context {
  readonly #storage = new AsyncLocalStorage<LiveSpan | undefined>();

  /**
   * The span that tags and children belong to.
   *
   * Skips a block that has ended (`using`, `enter`): entering it in an async function changed the caller's context too,
   * and the caller has gone on without it. A function's span stays current after its end: work that it started and did
   * not await is its child.
   */
  current(): LiveSpan | undefined {
    return this.resolve(this.#storage.getStore());
  }

  /** What to restore with `enter`. */
  stored(): LiveSpan | undefined {
    return this.#storage.getStore();
  }

  resolve(stored: LiveSpan | undefined): LiveSpan | undefined {
    let span = stored;
    while (span && (span.left || (span.block && span.ended))) span = span.parent;
    return span;
  }

  /** Calls a function with `span` as the current one: `run(span, fn, ...args)`. */
  readonly run: AsyncLocalStorage<LiveSpan | undefined>["run"] = this.#storage.run.bind(this.#storage);

  /** Makes `span` current for the rest of the running function and what it starts. */
  enter(span: LiveSpan | undefined): void {
    this.#storage.enterWith(span);
  }

  /** Restores what was current before `span`, unless something else has been entered since. */
  leave(span: LiveSpan): void {
    if (this.#storage.getStore() === span) this.#storage.enterWith(span.parent);
  }

  /** Calls `fn` outside any span. Not with `exit`: a second span in `fn` would get the context of the first one. */
  outside<T>(fn: () => T): T {
    return this.#storage.run(undefined, fn);
  }
}
