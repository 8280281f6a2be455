/** Chooses what kind of sides to compare and the two sides, and swaps them. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import {
  COMPARE_BY,
  type CompareBy,
  type CompareChoice,
  formatRangeText,
  parseRange,
} from "../../../lib/model/compare-choice.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { Button } from "../../ui/button.tsx";
import controls from "../../ui/controls.module.css";
import { Field } from "../../ui/field.tsx";
import { Icon, type IconProps } from "../../ui/icons.tsx";
import { Select } from "../../ui/select.tsx";
import { chooseSides } from "../address.ts";
import { SideLetter, SideSelect } from "./side-select.tsx";
import styles from "./sides.module.css";

interface SidesBarProps {
  readonly answer: CompareStart;
  /** Whether another file was given for comparison. */
  readonly hasOther: boolean;
  /** A notice about spans added since. */
  readonly news: ReactNode;
}

export function SidesBar({ answer, hasOther, news }: SidesBarProps) {
  const { by, key, keys, baseline, candidate, options, range } = answer;
  const params = new URLSearchParams(useSearchParams());
  const router = useRouter();
  const [pending, start] = useTransition();
  const choose = (choice: CompareChoice) => start(() => router.push(chooseSides(params, choice), { scroll: false }));
  const change = (part: Partial<CompareChoice>) =>
    choose({ by, key, baseline: baseline.value, candidate: candidate.value, ...part });
  const side = (letter: "A" | "B", value: string, label: string) =>
    by === "windows" ? (
      <WindowFields
        key={value}
        side={letter}
        value={value}
        end={range.to}
        onChange={(next) => change(sideOf(letter, next))}
      />
    ) : (
      <SideSelect side={letter} {...{ options, value, label }} onChange={(next) => change(sideOf(letter, next))} />
    );
  return (
    <div className={styles.bar} aria-busy={pending}>
      {by === "tags" && (
        <Select
          tall
          aria-label="Tag"
          title="Each side holds the spans that have the value, their own or inherited (↑)"
          // By index: HTML would normalise a line break in a key used as a value.
          value={keys.indexOf(key ?? "")}
          onChange={(event) => choose(tagChoice(keys[Number(event.target.value)] ?? ""))}
        >
          {keys.map((one, place) => (
            <option key={one} value={place}>
              {formatText(one)}
            </option>
          ))}
        </Select>
      )}
      <span className={styles.side}>
        <SideLetter side="A" />
        {side("A", baseline.value, baseline.label)}
      </span>
      <span className={styles.side}>
        <span className={styles.to}>to</span>
        <SideLetter side="B" />
        {side("B", candidate.value, candidate.label)}
      </span>
      <Button
        look="ghost"
        icon
        aria-label="Swap A and B"
        title="Swap A and B"
        onClick={() => change({ baseline: candidate.value, candidate: baseline.value })}
      >
        <SwapIcon />
      </Button>
      {news}
      <CompareSegments by={by} hasOther={hasOther} onChange={(next) => choose(choiceOf(next))} />
    </div>
  );
}

function sideOf(letter: "A" | "B", value: string): Partial<CompareChoice> {
  return letter === "A" ? { baseline: value } : { candidate: value };
}

/** Choosing sides of another kind requires reading the file. */
function choiceOf(by: CompareBy): CompareChoice {
  return { by, key: null, baseline: null, candidate: null };
}

function tagChoice(key: string): CompareChoice {
  return { by: "tags", key, baseline: null, candidate: null };
}

export function SwapIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2.5 5.5h11M10.5 2.5l3 3-3 3M13.5 10.5h-11M5.5 7.5l-3 3 3 3" />
    </Icon>
  );
}

const LABELS: Readonly<Record<CompareBy, string>> = {
  runs: "Runs",
  windows: "Time windows",
  tags: "Tag values",
  errors: "Errors",
  files: "Files",
};

const NO_FILE = "Start the dashboard with --compare FILE to compare with another file";

interface CompareSegmentsProps {
  readonly by: CompareBy;
  readonly hasOther: boolean;
  readonly onChange: (by: CompareBy) => void;
}

/** The kind of side: runs, time windows, tag values or files. */
export function CompareSegments({ by, hasOther, onChange }: CompareSegmentsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one line in every browser
    <div role="group" aria-label="Compare by" className={`${controls.segments} ${styles.segments}`}>
      {COMPARE_BY.map((one) => {
        const barred = one === "files" && !hasOther;
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === by}
            aria-disabled={barred || undefined}
            title={barred ? NO_FILE : undefined}
            onClick={() => !barred && onChange(one)}
          >
            {LABELS[one]}
          </button>
        );
      })}
    </div>
  );
}

interface WindowFieldsProps {
  readonly side: "A" | "B";
  /** `0..6.5` */
  readonly value: string;
  /** Length of the run, seconds. */
  readonly end: number;
  readonly onChange: (value: string) => void;
}

/** A part of the run's time as a side: two fields, in seconds since its start. */
export function WindowFields({ side, value, end, onChange }: WindowFieldsProps) {
  const range = parseRange(value) ?? { from: 0, to: end };
  const [from, setFrom] = useState(String(range.from));
  const [to, setTo] = useState(String(range.to));
  const next = { from: Number(from), to: Number(to) };
  const bad = from.trim() === "" || to.trim() === "" || !(next.from < next.to);
  const submit = () => {
    if (!bad && formatRangeText(next) !== value) onChange(formatRangeText(next));
  };
  const field = (label: string, text: string, set: (text: string) => void) => (
    <Field
      inputMode="decimal"
      aria-label={`Side ${side}, ${label} second`}
      aria-invalid={bad || undefined}
      value={text}
      // All of it is seen: a run of days has six digits before its point.
      style={{ width: `calc(${text.length}ch + 20px)` }}
      onChange={(event) => set(event.target.value)}
      onBlur={submit}
    />
  );
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {field("from", from, setFrom)}
      <span>–</span>
      {field("to", to, setTo)}
      <span>s</span>
      <button type="submit" className="unseen">
        Compare this window
      </button>
    </form>
  );
}
