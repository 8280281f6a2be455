/** What is wrong with the last query. It stays until the next one runs. */
"use client";

import { showText } from "../../../lib/model/shown-text.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { Button } from "../../ui/button.tsx";
import type { Failed } from "../data.ts";
import { sayPlace } from "./sentences.ts";

interface QueryErrorProps {
  readonly failed: Failed;
  /** Undefined where there is nothing to go to, or to put right. */
  readonly onFix: (() => void) | undefined;
  readonly onGo: (() => void) | undefined;
}

export function QueryError({ failed: { failure }, onFix, onGo }: QueryErrorProps) {
  const { message, nearest, place } = failure;
  const detail = (
    <>
      {sayPlace(failure)}{" "}
      {nearest !== undefined && (
        <>
          The nearest name is <span className="mono">{showText(nearest)}</span>.
        </>
      )}
    </>
  );
  const actions = (onFix || onGo) && (
    <>
      {onFix && <Button onClick={onFix}>Use {showText(nearest ?? "")}</Button>}
      {onGo && <Button onClick={onGo}>Go to line {place?.line}</Button>}
    </>
  );
  return <AlertStrip message={message} detail={detail} actions={actions} />;
}
