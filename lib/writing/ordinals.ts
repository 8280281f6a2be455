/**
 * Numbers a session's spans in the order they end, which is the order of their rows. Links and late tags name spans by
 * it: rows have no id before they are written, and by then their spans may be gone.
 */
import type { LiveSpan } from "../span.ts";

export class Ordinals {
  /** The one given last. */
  last = 0;
  /** Spans up to here are in another file, or deleted. */
  floor = 0;

  /** Numbers a span that has ended, and notes the link to its parent with whichever of the two is written last. */
  give(span: LiveSpan): void {
    this.last += 1;
    span.ordinal = this.last;
    if (span.children && (span.children.at(-2) as number) <= this.floor) span.children = undefined;
    const { parent } = span;
    if (!parent) return;
    // A block that has ended is walked past by those that it was left current for, so it keeps its parent.
    if (!span.block) span.parent = undefined;
    if (parent.ordinal === 0) this.#adopt(parent, this.last);
    else if (parent.ordinal > this.floor) span.parentOrdinal = parent.ordinal;
  }

  /** Numbers a span that will not be written: no link may lead to it. */
  refuse(span: LiveSpan): void {
    span.ordinal = -1;
    span.children = undefined;
    if (!span.block) span.parent = undefined;
  }

  /** As runs of equal steps: the children of a loop's span are one run, however many. */
  #adopt(parent: LiveSpan, child: number): void {
    const runs = parent.children;
    const at = runs ? runs.length - 2 : 0;
    const last = runs ? (runs[at] as number) : 0;
    if (!runs || last <= this.floor) {
      parent.children = [child, child, 0];
      return;
    }
    const step = runs[at + 1] as number;
    if (step === 0) runs[at + 1] = child - last;
    else if (child - last !== step) {
      runs.push(child, child, 0);
      return;
    }
    runs[at] = child;
  }
}
