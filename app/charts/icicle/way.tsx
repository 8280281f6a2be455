/** Where one has gone in, with the way out. */
"use client";

import styles from "./icicle.module.css";
import { EVERYTHING, type IcicleView, listCallers } from "./layout-bars.ts";
import { type NamedPath, nameStep } from "./path-names.ts";

interface WayProps {
  readonly paths: readonly NamedPath[];
  readonly view: IcicleView;
  readonly onShow: (view: IcicleView) => void;
}

/** Of a longer way, the first and the last ones. */
const MAX_STEPS = 6;

export function Way({ paths, view, onShow }: WayProps) {
  const way = view.row < 0 ? [] : [...listCallers(paths, view.row), view.row];
  const steps = [
    { text: "All calls", view: EVERYTHING },
    ...way.map((row) => ({ text: nameStep(paths[row] as NamedPath), view: { row, from: null } })),
    ...(view.from === null ? [] : [{ text: "the rest", view }]),
  ];
  const left = steps.length - MAX_STEPS;
  const shown = left > 0 ? [...steps.slice(0, 2), null, ...steps.slice(left + 2)] : steps;
  return (
    <nav className={styles.way} aria-label="Path">
      {shown.map((step, index) => {
        if (!step) return <span key="left"> / …</span>;
        const isLast = index === shown.length - 1;
        return (
          <span key={`${step.view.row} ${step.view.from}`}>
            {index > 0 && " / "}
            {isLast ? (
              <b aria-current="location">{step.text}</b>
            ) : (
              <button type="button" className="link" onClick={() => onShow(step.view)}>
                {step.text}
              </button>
            )}
          </span>
        );
      })}
    </nav>
  );
}
