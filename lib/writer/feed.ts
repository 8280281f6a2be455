/** A finished span as rows. */
import type { Sink, SpanFailure, TagValue, WritableSpan } from "./writer.ts";

/** The tag that says how many tags did not fit. */
export const DROPPED_TAGS = "spantom.dropped_tags";

export function feedSpan(span: WritableSpan, sink: Sink): void {
  sink.span(span.name, span.start, span.duration, span.parentSequence);
  const { tags, failure, children } = span;
  for (let i = 0; tags && i < tags.length; i += 2) sink.tag(tags[i] as string, String(tags[i + 1]));
  if (span.lostTags > 0) sink.tag(DROPPED_TAGS, String(span.lostTags));
  if (failure) sink.error(span.sequence, failure.type, failure.message, failure.stack);
  for (let i = 0; children && i < children.length; i += 3)
    sink.children(span.sequence, children[i] as number, children[i + 1] as number, children[i + 2] as number);
}

/** What came for a span after its end. */
export type Late = { readonly sequence: number } & (
  | { readonly key: string; readonly value: TagValue }
  | { readonly failure: SpanFailure }
);

export function feedLate(late: Late, sink: Sink): void {
  if ("failure" in late) sink.error(late.sequence, late.failure.type, late.failure.message, late.failure.stack);
  else sink.late(late.sequence, late.key, String(late.value));
}
