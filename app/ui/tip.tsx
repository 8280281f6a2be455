/**
 * A tooltip for marks: shown while the pointer or the focus is on one, and after a tap until something else is pressed.
 * It repeats the mark's accessible name, so it is hidden from screen readers.
 */
"use client";

import {
  createContext,
  type PointerEvent,
  type ReactNode,
  type SyntheticEvent,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import styles from "./values.module.css";

/** The figure, then what there is to say of it. */
export type TipLines = readonly string[];

interface Shown {
  readonly mark: Element;
  readonly lines: TipLines;
}

const TipContext = createContext<(shown: Shown | null) => void>(() => undefined);

/** Holds the marks, and shows the tooltip of one. */
export function TipHost({ children }: { readonly children: ReactNode }) {
  const [shown, show] = useState<Shown | null>(null);
  useEffect(() => {
    if (!shown) return;
    const hide = () => show(null);
    const press = (event: KeyboardEvent) => event.key === "Escape" && hide();
    const away = ({ target }: Event) => target instanceof Node && !shown.mark.contains(target) && hide();
    // In the capture phase: parts that scroll do not bubble it.
    window.addEventListener("scroll", hide, true);
    window.addEventListener("keydown", press);
    window.addEventListener("pointerdown", away);
    return () => {
      window.removeEventListener("scroll", hide, true);
      window.removeEventListener("keydown", press);
      window.removeEventListener("pointerdown", away);
    };
  }, [shown]);
  return (
    <TipContext value={show}>
      {children}
      {shown && <Tip {...shown} />}
    </TipContext>
  );
}

const GAP = 16;
const EDGE = 8;

/** Below the mark, or above it where there is no room. */
function Tip({ mark, lines: [figure, ...rest] }: Shown) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = box.current;
    if (!tip) return;
    const { left, width, top, bottom } = mark.getBoundingClientRect();
    const below = (top + bottom) / 2 + GAP;
    const room = window.innerHeight - EDGE - tip.offsetHeight;
    const above = (top + bottom) / 2 - GAP - tip.offsetHeight;
    const middle = left + width / 2 - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(EDGE, Math.min(middle, window.innerWidth - EDGE - tip.offsetWidth))}px`;
    tip.style.top = `${below <= room ? below : Math.max(EDGE, above)}px`;
  }, [mark]);
  return (
    <div ref={box} className={styles.tip} aria-hidden="true" data-tip>
      <b>{figure}</b>
      {rest.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

/** Props of a mark. @param say its tooltip, composed when it is shown */
export function useTip(say: () => TipLines) {
  const show = useContext(TipContext);
  const enter = ({ currentTarget }: SyntheticEvent<Element>) => show({ mark: currentTarget, lines: say() });
  // A finger leaves as soon as it is lifted.
  const byMouse = (act: (event: PointerEvent<Element>) => void) => (event: PointerEvent<Element>) =>
    event.pointerType === "mouse" && act(event);
  return {
    onPointerEnter: byMouse(enter),
    onPointerLeave: byMouse(() => show(null)),
    onFocus: enter,
    onBlur: () => show(null),
    onClick: enter,
  };
}
