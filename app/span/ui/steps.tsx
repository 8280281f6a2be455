/** Buttons to the next slower and the next faster span of the name. */
"use client";

import { Suspense, use } from "react";
import { formatDurationText } from "../../../lib/model/format.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import { formatOrdinal } from "../../shell/peek/rank-words.ts";
import { useKey } from "../../ui/keys/keys.ts";
import type { ShownSpan } from "./context.tsx";
import { useSpan } from "./context.tsx";
import styles from "./panel.module.css";

interface StepsProps extends Pick<ShownSpan, "rank"> {
  /** Among all spans, if the first one was among a sample; null until it has arrived. */
  readonly exact: SpanRank | null;
}

export function SpanSteps({ head, rank, exact }: StepsProps & Pick<ShownSpan, "head">) {
  return (
    <section className={styles.steps} aria-label="Others of the name">
      <Suspense key={head.id} fallback={<Pair />}>
        <Ready rank={rank} exact={exact} />
      </Suspense>
    </section>
  );
}

function Ready({ rank, exact }: StepsProps) {
  const outcome = use(rank);
  const { open } = useSpan();
  const ranked = exact ?? (outcome.ok ? outcome.value : null);
  const slower = ranked?.slowerSpan ?? null;
  const faster = ranked?.fasterSpan ?? null;
  useKey("[", "The next slower span", slower && (() => open(slower.id)));
  useKey("]", "The next faster span", faster && (() => open(faster.id)));
  if (!ranked) return <Pair />;
  if (!ranked.basis.exact) return <Pair none={SAMPLED} />;
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

/** Why there are none yet. */
const SAMPLED = "Known once exact";

interface PairProps {
  readonly slower?: Step | null;
  readonly faster?: Step | null;
  readonly none?: string;
}

function Pair({ slower = null, faster = null, none }: PairProps) {
  return (
    <>
      <StepButton word="Slower" letter="[" step={slower} none={none ?? "None is slower"} />
      <StepButton word="Faster" letter="]" step={faster} none={none ?? "None is faster"} />
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
