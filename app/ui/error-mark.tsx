/** The mark of a failed or unfinished span, the same in tables and trees. */
import { UNFINISHED } from "../../lib/model/error-filter.ts";
import { formatText } from "../../lib/model/shown-text.ts";
import controls from "./controls.module.css";

interface ErrorMarkProps {
  /** The type of the error. */
  readonly type: string;
}

/** `✕` for a failed span, `○` for an unfinished one. */
export function ErrorMark({ type }: ErrorMarkProps) {
  const unfinished = type === UNFINISHED;
  const words = unfinished ? "unfinished" : `failed: ${formatText(type)}`;
  return (
    <span className={controls.failed} role="img" aria-label={words} title={words}>
      {unfinished ? "○" : "✕"}
    </span>
  );
}
