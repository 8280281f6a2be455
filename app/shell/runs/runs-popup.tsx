/** The list of all runs, beside the rail. Only through `import()`, as it brings its library along. */
"use client";

import { Popover } from "@base-ui/react/popover";
import { useEffect, useRef, useState } from "react";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { askQuery } from "../../ui/ask.ts";
import type { PopupProps } from "../../ui/popup-button.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { useNarrow } from "../../ui/use-narrow.ts";
import { RunList } from "./run-list.tsx";
import styles from "./runs.module.css";

/** In a narrow window, in place of where the library puts it. */
const WHOLE = { position: "fixed", inset: 0, transform: "none" } as const;

export function RunsPopup({ anchor, open, onOpenChange }: PopupProps) {
  const popup = useRef<HTMLDivElement>(null);
  const isNarrow = useNarrow();
  /** Goes back a step; false at the first one. */
  const back = useRef<() => boolean>(() => false);
  const change: PopupProps["onOpenChange"] = (next, details) => {
    if (!next && details?.reason === "escape-key" && back.current()) details.cancel();
    else onOpenChange(next, details);
  };
  // In a narrow window the rail is a sheet above everything else, which only what is in it can cover.
  const sheet = anchor.current?.closest<HTMLElement>(":popover-open");
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Portal {...(sheet && { container: sheet })}>
        <Popover.Positioner
          anchor={anchor}
          side="right"
          align="start"
          sideOffset={22}
          alignOffset={-48}
          collisionPadding={8}
          className={styles.place}
          {...(isNarrow && { style: WHOLE })}
        >
          <Popover.Popup
            ref={popup}
            className={styles.popup}
            aria-label="Runs"
            initialFocus={() => popup.current?.querySelector<HTMLElement>("[data-run][aria-current]") ?? popup.current}
            finalFocus={anchor}
          >
            <Loaded back={back} onClose={() => onOpenChange(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface LoadedProps {
  readonly back: { current: () => boolean };
  readonly onClose: () => void;
}

/** Of the time before, until the new ones have come. */
let known: readonly ListedRun[] | undefined;

function Loaded(props: LoadedProps) {
  const [runs, setRuns] = useState(known);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const gone = new AbortController();
    void askQuery("runList", {}, { signal: gone.signal }).then((outcome) => {
      if (gone.signal.aborted) return;
      if (!outcome.ok) setProblem(outcome.message);
      else {
        known = outcome.value;
        setRuns(outcome.value);
      }
    });
    return () => gone.abort();
  }, []);
  return (
    <>
      {problem && <AlertStrip message={problem} />}
      {runs ? <RunList runs={runs} {...props} /> : !problem && <SkeletonRows count={8} height={30} />}
    </>
  );
}
