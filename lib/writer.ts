/** The contract between the spans of a program and whatever brings them to the file. */
import type { LiveSpan } from "./span.ts";

export interface Writer {
  /** Takes a finished span. Never throws, never waits for the disk's sake: what cannot be written now is kept. */
  write(span: LiveSpan): void;
  /** Takes a tag of a span that has been written or is waiting to be. */
  amend(span: LiveSpan, key: string, value: string): void;
  /** Writes what is waiting if the file can be had at once. */
  flush(): void;
  /** Writes what is waiting; waits for a locked file at most `patience` ms. Returns whether nothing is left. */
  flushSync(patience: number): boolean;
  /** Spans given up, because the file could not be written and the buffer was full. */
  readonly dropped: number;
  /** The spans in the file are gone (`SP.clear()`): none may be linked to any more. */
  forget(): void;
  /** Ends the writer: flushes as `flushSync` does, says how many spans are lost if any, lets go of the file. */
  close(patience: number): void;
}
