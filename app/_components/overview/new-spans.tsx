/** Offers what has come since the page was drawn. Nothing moves until it is pressed. */
"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { formatCappedCount } from "../../../lib/format.ts";
import { COUNTED_NEW } from "../../../lib/questions/newest.ts";
import styles from "../shell/scope-line.module.css";
import type { NewestAnswer } from "./newest-answer.ts";
import { useWatch, watchAfter } from "./watch.ts";

function describe(answer: NewestAnswer | null, shown: number): string | undefined {
  if (!answer || answer.state === "locked") return undefined;
  if (answer.state === "missing") return "The file is gone, show";
  if (answer.state !== "ready") return "The spans are gone, show";
  if (answer.lastId < shown) return "Spans were deleted, show";
  if (answer.count === 0) return undefined;
  return `${formatCappedCount(answer.count, COUNTED_NEW)} new span${answer.count === 1 ? "" : "s"}, show`;
}

/** @param lastId the newest span that the page shows */
export function NewSpans({ lastId, hint }: { readonly lastId: number; readonly hint: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const { answer, lost } = useWatch();
  useEffect(() => watchAfter(lastId), [lastId]);
  const text = describe(answer, lastId);
  return (
    <span className={styles.news} role="status">
      {lost ? (
        "No answer from the dashboard. Is it still running?"
      ) : text === undefined ? (
        <span className={styles.hint}>{hint}</span>
      ) : (
        <button type="button" className={styles.show} disabled={pending} onClick={() => start(() => router.refresh())}>
          {text}
        </button>
      )}
    </span>
  );
}
