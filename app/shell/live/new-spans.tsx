/** Offers the spans added since the page was rendered. Nothing moves until it is pressed, unless the page follows. */
"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useTransition } from "react";
import { formatCappedCount } from "../../../lib/model/format.ts";
import { COUNTED_NEW } from "../../../lib/queries/newest.ts";
import { NO_ANSWER } from "../../ui/ask.ts";
import styles from "../scope-line.module.css";
import { useFollow, useTail } from "./tail.ts";
import { type NewestAnswer, useWatch, watchAfter } from "./watch.ts";

function describe(answer: NewestAnswer | null, shown: number): string | undefined {
  if (!answer || answer.state === "locked") return undefined;
  if (answer.state === "missing") return "The file is gone, show";
  if (answer.state !== "ready") return "The spans are gone, show";
  if (answer.lastId < shown) return "Spans were deleted, show";
  if (answer.count === 0) return undefined;
  return `${formatCappedCount(answer.count, COUNTED_NEW)} new span${answer.count === 1 ? "" : "s"}, show`;
}

interface NewSpansProps {
  /** The file's newest span when the page was rendered. */
  readonly lastId: number;
  /** Shown if there are no new spans. */
  readonly hint?: ReactNode;
}

export function NewSpans({ lastId, hint }: NewSpansProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const tail = useTail();
  const { answer, lost } = useWatch();
  useEffect(() => watchAfter(lastId), [lastId]);
  const text = describe(answer, lastId);
  const refresh = () => start(() => router.refresh());
  useFollow(tail && text !== undefined && !pending, pending, refresh);
  return (
    <span className={styles.news} role="status">
      {lost ? (
        NO_ANSWER.message
      ) : text === undefined || tail ? (
        <span className="wide">{tail ? "Following the program." : hint}</span>
      ) : (
        <button type="button" className={styles.show} disabled={pending} onClick={refresh}>
          {text}
        </button>
      )}
    </span>
  );
}
