/** The mark of a failed or unfinished span, the same in tables and trees. */
import { describeError, isUnfinished } from "../../lib/model/error-filter.ts";
import controls from "./controls.module.css";

interface ErrorMarkProps {
  /** The type of the error. */
  readonly type: string;
}

/** `✕` for a failed span, `○` for an unfinished one; drawn, so that it is no part of the name beside it. */
export function ErrorMark({ type }: ErrorMarkProps) {
  const words = describeError(type);
  return (
    <span
      className={controls.failed}
      data-unfinished={isUnfinished(type) ? "" : undefined}
      role="img"
      aria-label={words}
      title={words}
    />
  );
}
