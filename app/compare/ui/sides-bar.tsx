/** What is compared with what: A to B, the other way round, and by which kind of side. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import type { CompareBy, CompareChoice } from "../../../lib/model/compare-choice.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { chooseSides } from "../address.ts";
import { CompareSegments } from "./segments.tsx";
import { SideLetter, SideSelect } from "./side-select.tsx";
import styles from "./sides.module.css";
import { SwapIcon } from "./swap-icon.tsx";
import { WindowFields } from "./window-fields.tsx";

interface SidesBarProps {
  readonly answer: CompareStart;
  /** Whether another file was given to compare with. */
  readonly hasOther: boolean;
  /** What has come since. */
  readonly news: ReactNode;
}

export function SidesBar({ answer, hasOther, news }: SidesBarProps) {
  const { by, key, keys, a, b, options, range } = answer;
  const params = new URLSearchParams(useSearchParams());
  const router = useRouter();
  const [pending, start] = useTransition();
  const choose = (choice: CompareChoice) => start(() => router.push(chooseSides(params, choice), { scroll: false }));
  const change = (part: Partial<CompareChoice>) => choose({ by, key, a: a.value, b: b.value, ...part });
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
          // By their places: in HTML, a line end of a key would come back as another one.
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
        {side("A", a.value, a.label)}
      </span>
      <span className={styles.to}>to</span>
      <span className={styles.side}>
        <SideLetter side="B" />
        {side("B", b.value, b.label)}
      </span>
      <Button
        look="ghost"
        icon
        aria-label="Swap A and B"
        title="Swap A and B"
        onClick={() => change({ a: b.value, b: a.value })}
      >
        <SwapIcon />
      </Button>
      {news}
      <CompareSegments by={by} hasOther={hasOther} onChange={(next) => choose(choiceOf(next))} />
    </div>
  );
}

function sideOf(letter: "A" | "B", value: string): Partial<CompareChoice> {
  return letter === "A" ? { a: value } : { b: value };
}

/** The sides of another kind are chosen by looking at the file. */
function choiceOf(by: CompareBy): CompareChoice {
  return { by, key: null, a: null, b: null };
}

function tagChoice(key: string): CompareChoice {
  return { by: "tags", key, a: null, b: null };
}
