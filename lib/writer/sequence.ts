/**
 * Numbers a session's spans in the order they end, which is the order of their rows. Links and late tags name spans by
 * it: rows have no id before they are written, and by then their spans may be gone.
 */
import type { WritableSpan } from "./writer.ts";

export class SequenceNumbers {
  /** The one given last. */
  last = 0;
  /** Spans up to here are in another file, or deleted. */
  floor = 0;
  /** One that has its number and is still to be noted with its parent. */
  unadopted: WritableSpan | undefined;

  /** Notes with a span that has ended what it can be linked to already: its parent, if that ended first, and children. */
  link(span: WritableSpan): void {
    if (this.unadopted) this.adopt(this.unadopted);
    const { parent, children } = span;
    if (children && (children[children.length - 2] as number) <= this.floor) span.children = undefined;
    if (parent && parent.sequence > this.floor) span.parentSequence = parent.sequence;
  }

  /** Notes a span that has its number with a parent that still runs. Again, where it was interrupted. */
  adopt(span: WritableSpan): void {
    const { parent } = span;
    if (parent && parent.sequence === 0) this.#extend(parent, span.sequence);
    // A block that has ended is walked past by those that it was left current for, so it keeps its parent.
    if (!span.block) span.parent = undefined;
    this.unadopted = undefined;
  }

  /** Numbers a span that will not be written: no link may lead to it. */
  refuse(span: WritableSpan): void {
    span.sequence = -1;
    span.children = undefined;
    if (!span.block) span.parent = undefined;
  }

  /** As runs of equal steps: the children of a loop's span are one run, however many. */
  #extend(parent: WritableSpan, child: number): void {
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
