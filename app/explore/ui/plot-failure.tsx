/** Why there is no plot: something went wrong, or somebody stopped it, which is nothing wrong. */
"use client";

import type { QueryFailure } from "../../../lib/model/outcome.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { Button } from "../../ui/button.tsx";
import styles from "./explore.module.css";

interface PlotFailureProps {
  readonly failure: QueryFailure;
  readonly onAgain: () => void;
}

export function PlotFailure({ failure, onAgain }: PlotFailureProps) {
  if (failure.code !== "SQL_CANCELLED")
    return <AlertStrip message={failure.message} actions={<Button onClick={onAgain}>Ask again</Button>} />;
  return (
    <p className={styles.stopped} role="status">
      Stopped.{" "}
      <button type="button" onClick={onAgain}>
        Ask again
      </button>
    </p>
  );
}
