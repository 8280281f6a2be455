/** Offers the spans added since the page was rendered. Nothing moves until it is pressed, unless the page follows. */
"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState, useTransition } from "react";
import { COUNTED_NEW } from "../../../lib/model/basis.ts";
import { formatCappedCount } from "../../../lib/model/format.ts";
import { NO_ANSWER } from "../../ui/ask.ts";
import styles from "../scope-line.module.css";
import { useFollow, useTail } from "./tail.ts";
import { type NewestAnswer, useWatch, watchAfter } from "./watch.ts";

function describe(answer: NewestAnswer | null, shown: number): string | undefined {
  if (!answer || answer.state === "locked") return undefined;
  if (answer.state === "missing") return "The file is gone, show";
  if (answer.state !== "ready") return "The spans are gone, show";
  if (answer.lastId < shown) return "Spans were deleted, show";
  return answer.count === 0 ? undefined : `${describeCount(answer.count)}, show`;
}

function describeCount(count: number): string {
  return `${formatCappedCount(count, COUNTED_NEW)} new span${count === 1 ? "" : "s"}`;
}

interface NewSpansProps {
  /** The file's newest span when the page was rendered. */
  readonly lastId: number;
  /** Shown if there are no new spans. */
  readonly hint?: ReactNode;
}

/** Whether more than a poll has come since the page began to wait for the next moment; until then, nothing is said. */
function useSlow(pending: boolean, polls: number): boolean {
  const [since, setSince] = useState<number | null>(null);
  if (pending !== (since !== null)) setSince(pending ? polls : null);
  return since !== null && polls > since + 1;
}

export function NewSpans({ lastId, hint }: NewSpansProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const tail = useTail();
  const { answer, lost, polls } = useWatch();
  useEffect(() => watchAfter(lastId), [lastId]);
  const text = describe(answer, lastId);
  const refresh = () => start(() => router.refresh());
  useFollow(tail && text !== undefined && !pending, pending, refresh);
  const isSlow = useSlow(pending, polls);
  return (
    <span className={styles.news} role="status">
      {lost ? (
        NO_ANSWER.message
      ) : isSlow && answer && answer.count > 0 ? (
        `Reading ${describeCount(answer.count)}`
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
