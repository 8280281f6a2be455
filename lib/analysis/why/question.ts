/** What is to be explained, and by what. */

import type { SpanColumns, TagColumn } from "../../columns/columns.ts";
import type { Progress } from "../../model/progress.ts";
import type { Column, Split } from "./selection.ts";

/** Reads the tags of spans as columns of the calls: for each row the place of a span, or -1. */
export type ReadTags = (places: Int32Array) => readonly TagColumn[];

export interface Question {
  readonly spans: SpanColumns;
  readonly columns: readonly Column[];
  readonly split: Split;
  readonly tell?: ((progress: Progress) => void) | undefined;
  readonly readTags?: ReadTags | undefined;
  /** Looks neither at other spans nor at times, which takes longer than all tags. */
  readonly onlyTags?: boolean;
}
