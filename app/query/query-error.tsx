/** What is wrong with the last query. It stays until the next one runs. */
"use client";

import { Button } from "../_components/controls/button.tsx";
import { AlertIcon } from "../_components/controls/icons.tsx";
import styles from "./query-error.module.css";
import type { Failed } from "./query-types.ts";
import { sayPlace } from "./query-words.ts";

interface QueryErrorProps {
  readonly failed: Failed;
  /** Undefined where there is nothing to go to, or to put right. */
  readonly onFix: (() => void) | undefined;
  readonly onGo: (() => void) | undefined;
}

export function QueryError({ failed: { failure }, onFix, onGo }: QueryErrorProps) {
  return (
    <div role="alert" className={styles.strip}>
      <AlertIcon size={16} />
      <p className={styles.text}>
        <b>{failure.message}</b> {sayPlace(failure)}{" "}
        {failure.nearest !== undefined && (
          <>
            The nearest name is <span className="mono">{failure.nearest}</span>.
          </>
        )}
      </p>
      {onFix && <Button onClick={onFix}>Use {failure.nearest}</Button>}
      {onGo && <Button onClick={onGo}>Go to line {failure.place?.line}</Button>}
    </div>
  );
}
