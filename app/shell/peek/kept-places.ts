/**
 * Back, Forward and a reload come to a page as it was left: each list that has a `data-place` at the same place, and the
 * same span's row focused. Kept per step of this tab's history.
 */
"use client";

import { useEffect } from "react";
import { focusRow, rowOf } from "./use-peek.ts";

interface Kept {
  /** Scrolled to, by the list's name. */
  readonly lists: Record<string, readonly [top: number, left: number]>;
  row: number | null;
}

const PREFIX = "spantom.places";
const MOST_STEPS = 30;
/** Lists fill while answers arrive; what has stayed for so many frames is there. */
const SETTLED_FRAMES = 30;
const GIVEN_UP_MS = 15_000;

let steps: Map<string, Kept> | null = null;

/** The key of this step of the history; in older browsers, its address. */
function currentStep(): string {
  const { navigation } = window as { readonly navigation?: Navigation };
  return navigation?.currentEntry?.key ?? window.location.href;
}

function readSteps(): Map<string, Kept> {
  if (steps) return steps;
  steps = new Map();
  try {
    steps = new Map(JSON.parse(sessionStorage.getItem(PREFIX) ?? "[]"));
  } catch {
    // Storage is unavailable: places last until the page is reloaded.
  }
  return steps;
}

function writeSteps(): void {
  try {
    sessionStorage.setItem(PREFIX, JSON.stringify([...readSteps()].slice(-MOST_STEPS)));
  } catch {
    // As above.
  }
}

/** What is kept of the current step, to be changed. */
function here(): Kept {
  const all = readSteps();
  const key = currentStep();
  const kept = all.get(key) ?? { lists: {}, row: null };
  all.delete(key);
  all.set(key, kept);
  return kept;
}

/** Call once, in the layout. */
export function useKeptPlaces(): void {
  useEffect(() => {
    let stop = comeBack();
    const returning = () => {
      stop();
      stop = comeBack();
    };
    const scroll = ({ target }: Event) => {
      if (!(target instanceof HTMLElement) || target.dataset.place === undefined || target.dataset.returning) return;
      here().lists[target.dataset.place] = [target.scrollTop, target.scrollLeft];
    };
    const choose = ({ target }: Event) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("tr[data-span]") : null;
      if (row) here().row = Number(row.dataset.span);
    };
    const take = () => stop();
    const own = { capture: true, passive: true };
    const listeners = [
      [window, "popstate", returning],
      [window, "pagehide", writeSteps],
      [document, "scroll", scroll],
      [document, "focusin", choose],
      [document, "click", choose],
      ...["wheel", "touchmove", "pointerdown", "keydown"].map((type) => [document, type, take] as const),
    ] as const;
    for (const [on, type, listener] of listeners) on.addEventListener(type, listener as EventListener, own);
    return () => {
      stop();
      for (const [on, type, listener] of listeners) on.removeEventListener(type, listener as EventListener, own);
    };
  }, []);
}

/** Returns to what is kept of this step, frame by frame until it is there; ends when the user takes over. */
function comeBack(): () => void {
  const kept = readSteps().get(currentStep());
  if (!kept) return () => undefined;
  const wanted = Object.entries(kept.lists);
  let row = kept.row;
  const until = performance.now() + GIVEN_UP_MS;
  let frame = 0;
  let settled = 0;
  const held = new Set<HTMLElement>();
  const end = () => {
    cancelAnimationFrame(frame);
    for (const list of held) delete list.dataset.returning;
  };
  const step = () => {
    let there = true;
    for (const [name, [top, left]] of wanted) {
      const list = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(name)}"]`);
      if (!list) {
        there = false;
        continue;
      }
      held.add(list);
      list.dataset.returning = "1";
      if (Math.abs(list.scrollTop - top) < 1 && Math.abs(list.scrollLeft - left) < 1) continue;
      list.scrollTo(left, top);
      there = false;
    }
    const found = row === null ? null : rowOf(row);
    if (found && there) {
      row = null;
      if (document.activeElement === document.body) focusRow(found, { preventScroll: true });
    }
    settled = there ? settled + 1 : 0;
    if (settled >= SETTLED_FRAMES || performance.now() > until) return end();
    frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return end;
}
