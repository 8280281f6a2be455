/**
 * Numbers a session's spans in the order they end, which is the order of their rows. Links and post-end updates refer
 * to spans by number: rows have no id before they are written, and by then their spans may be gone.
 */
import type { WritableSpan } from "./writer.ts";

export class SequenceNumbers {
  /** The last number assigned. */
  last = 0;
  /** Spans up to here are in another file, or deleted. */
  floor = 0;
  /** A numbered span that is yet to be recorded with its parent. */
  unadopted: WritableSpan | undefined;

  /** Records the links that are known when a span ends: its parent, if that ended first, and its children. */
  link(span: WritableSpan): void {
    if (this.unadopted) this.adopt(this.unadopted);
    const { parent, children } = span;
    if (children && (children[children.length - 2] as number) <= this.floor) span.children = undefined;
    if (parent && parent.sequence > this.floor) span.parentSequence = parent.sequence;
  }

  /** Records a numbered span with its parent, if that is still running. Called again after an interruption. */
  adopt(span: WritableSpan): void {
    const { parent } = span;
    if (parent && parent.sequence === 0) this.#extend(parent, span.sequence);
    // Code for which an ended block is still current walks past it to its parent, so a block keeps its parent.
    if (!span.block) span.parent = undefined;
    this.unadopted = undefined;
  }

  /** Marks a span that will not be written: no link may refer to it. */
  refuse(span: WritableSpan): void {
    span.sequence = -1;
    span.children = undefined;
    if (!span.block) span.parent = undefined;
  }

  /** Stores children as runs of equal steps: those of a loop's span are one run, however many. */
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
