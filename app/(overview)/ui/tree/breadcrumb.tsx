/** Where one has gone in, with the way out; beside it, the keys. */
"use client";

import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import { EVERYTHING, type IcicleView, listCallers } from "../../../charts/icicle/layout-bars.ts";
import { nameStep } from "../../../charts/icicle/path-names.ts";
import { KeyCaps } from "../../../ui/key-caps.tsx";

import { SplitChoice } from "./split-choice.tsx";
import styles from "./tree.module.css";

interface BreadcrumbProps {
  readonly tree: CallTree;
  readonly view: IcicleView;
  readonly onShow: (view: IcicleView) => void;
}

/** Of a longer way, the first and the last ones. */
const MAX_STEPS = 6;

export function Breadcrumb({ tree, view, onShow }: BreadcrumbProps) {
  const { paths } = tree;
  const way = view.row < 0 ? [] : [...listCallers(paths, view.row), view.row];
  const steps = [
    { text: "All calls", view: EVERYTHING },
    ...way.map((row) => {
      const path = paths[row];
      return { text: path ? nameStep(path) : "", view: { row, from: null } };
    }),
    ...(view.from === null ? [] : [{ text: "the rest", view }]),
  ];
  const left = steps.length - MAX_STEPS;
  const shown = left > 0 ? [...steps.slice(0, 2), null, ...steps.slice(left + 2)] : steps;
  return (
    <div className={styles.way}>
      <nav aria-label="Path">
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
      <span className="narrow">
        <SplitChoice tree={tree} />
      </span>
      <span className={styles.keys} aria-hidden="true">
        {["←", "↑", "↓", "→"].map((key) => (
          <KeyCaps key={key} keys={key} />
        ))}
        choose <KeyCaps keys="Enter" /> go in <KeyCaps keys="Escape" /> come out
      </span>
    </div>
  );
}
