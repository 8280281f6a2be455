/** Buttons to the next slower and the next faster span of the name. */
"use client";

import { Suspense, use } from "react";
import { formatDurationText } from "../../../lib/model/format.ts";
import { useKey } from "../../ui/keys/keys.ts";
import type { ShownSpan } from "./context.tsx";
import { useSpan } from "./context.tsx";
import styles from "./panel.module.css";
import { formatOrdinal } from "./rank-words.ts";

export function SpanSteps({ head, rank }: Pick<ShownSpan, "head" | "rank">) {
  return (
    <section className={styles.steps} aria-label="Others of the name">
      <Suspense key={head.id} fallback={<Pair />}>
        <Ready rank={rank} />
      </Suspense>
    </section>
  );
}

function Ready({ rank }: Pick<ShownSpan, "rank">) {
  const outcome = use(rank);
  const { open } = useSpan();
  const ranked = outcome.ok ? outcome.value : null;
  const slower = ranked?.slowerSpan ?? null;
  const faster = ranked?.fasterSpan ?? null;
  useKey("[", "The next slower span", slower && (() => open(slower.id)));
  useKey("]", "The next faster span", faster && (() => open(faster.id)));
  if (!ranked) return <Pair />;
  // There is room for only four digits in all.
  const of = ranked.count < 1000 ? ` of ${ranked.count}` : "";
  return (
    <Pair
      slower={slower && { ...slower, rank: `${formatOrdinal(ranked.slower)}${of}`, go: () => open(slower.id) }}
      faster={faster && { ...faster, rank: `${formatOrdinal(ranked.slower + 2)}${of}`, go: () => open(faster.id) }}
    />
  );
}

interface Step {
  readonly rank: string;
  readonly duration: number;
  readonly go: () => void;
}

function Pair({ slower = null, faster = null }: { readonly slower?: Step | null; readonly faster?: Step | null }) {
  return (
    <>
      <StepButton word="Slower" letter="[" step={slower} none="None is slower" />
      <StepButton word="Faster" letter="]" step={faster} none="None is faster" />
    </>
  );
}

interface StepButtonProps {
  readonly word: string;
  readonly letter: string;
  readonly step: Step | null;
  readonly none: string;
}

function StepButton({ word, letter, step, none }: StepButtonProps) {
  return (
    <button
      type="button"
      className={styles.step}
      disabled={!step}
      title={step ? undefined : none}
      onClick={() => step?.go()}
    >
      <span className={styles.stepWords}>
        <span>{step ? `${word}, ${step.rank}` : word}</span>
        <b>{step ? formatDurationText(step.duration) : none}</b>
      </span>
      <kbd>{letter}</kbd>
    </button>
  );
}
