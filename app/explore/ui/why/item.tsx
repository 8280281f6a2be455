/** One item that distinguishes slow spans: name, effect, sentence, picture and actions. */
"use client";

import { type CSSProperties, type ReactNode, useId } from "react";
import type { CategoryItem, ErrorItem, NumberItem, TimeItem, WhyItem } from "../../../../lib/analysis/why/answer.ts";
import { formatWholeShare } from "../../../../lib/analysis/why/words.ts";
import { ANY_ERROR, NO_ERROR } from "../../../../lib/model/error-filter.ts";
import { formatCounted, isBytesKey } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { TypeMark } from "../../../ui/chip.tsx";
import controls from "../../../ui/controls.module.css";
import { Densities, Dumbbell, type DumbbellRow } from "./pictures.tsx";
import { TimePicture } from "./time-picture.tsx";
import styles from "./why.module.css";

/** About a tag, or about the name of the spans. */
export type TagItem = CategoryItem | NumberItem;

export interface WhyActions {
  readonly onColor: (item: TagItem | ErrorItem) => void;
  readonly onAxis: (item: TagItem | TimeItem) => void;
  readonly onKeep: (item: TagItem, value: string) => void;
  readonly onKeepRange: (item: TagItem, range: readonly [low: number, high: number]) => void;
  readonly onLeaveOut: (item: TagItem, value: string) => void;
  readonly onKeepTime: (item: TimeItem) => void;
  /** Limits the calls by their errors. */
  readonly onError: (filter: string) => void;
  /** Shows the spans of a name. */
  readonly onName: (name: string) => void;
}

interface WhyItemRowProps extends WhyActions {
  readonly item: WhyItem;
  readonly rank: number;
  readonly open: boolean;
  /** Whether it accounts for time; if not, its effect is shown. */
  readonly slower: boolean;
  /** Estimated from a sample of the spans. */
  readonly about: boolean;
  readonly onOpen: () => void;
}

/** More pictures would push the rest out of sight. */
const SHOWN_PICTURES = 3;

export function WhyItemRow({ item, rank, open, slower, about, onOpen, ...actions }: WhyItemRowProps) {
  const id = useId();
  const { title, effect, coverage, sentences } = item;
  const share = slower ? coverage : effect;
  return (
    <li className={open ? `${styles.item} ${styles.open}` : styles.item}>
      <button type="button" className={`${styles.title} pick`} aria-expanded={open} aria-controls={id} onClick={onOpen}>
        <span className={styles.rank}>{rank}</span>
        <Mark item={item} />
        <b className="mono">{title}</b>
        {"inherited" in item && item.inherited && <span className={styles.from}>↑ {formatText(item.from)}</span>}
        <span className={styles.effect}>
          <span aria-hidden="true" style={{ "--effect": `${share * 100}%` } as CSSProperties} />
          <span className="unseen">{slower ? "explains " : "effect "}</span>
          {about ? "≈ " : ""}
          {slower ? formatWholeShare(coverage) : effect.toFixed(2)}
        </span>
      </button>
      <div id={id} className={styles.body}>
        <p>
          {sentences.map((sentence) => (
            <Sentence key={sentence} sentence={sentence} />
          ))}
        </p>
        <Picture item={item} shown={open || rank <= SHOWN_PICTURES} open={open} />
        {open && <Actions item={item} {...actions} />}
      </div>
    </li>
  );
}

function Mark({ item }: { readonly item: WhyItem }) {
  if (item.kind === "error") return <FailedMark />;
  if (item.kind === "child" || item.kind === "overlap") return <TypeMark kind={item.kind} />;
  return <TypeMark kind={item.kind === "time" ? "time" : item.valueKind} />;
}

const LOOKS = { bold: "b", raised: "sup" } as const;

function Sentence({ sentence }: { readonly sentence: string }) {
  return (
    <>
      {splitSentence(sentence).map(({ look, text }, i) => {
        if (look === "plain") return text;
        const Tag = look === "mono" ? "span" : LOOKS[look];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed sentence
          <Tag key={i} className={look === "mono" ? "mono" : undefined}>
            {text}
          </Tag>
        );
      })}{" "}
    </>
  );
}

function Picture({ item, shown, open }: { readonly item: WhyItem; readonly shown: boolean; readonly open: boolean }) {
  if (item.kind === "time") return shown && <TimePicture item={item} />;
  if (item.kind === "number") {
    const unit = item.valueKind === "number" && isBytesKey(item.key) ? "bytes" : "plain";
    return shown && item.densities && <Densities pair={item.densities} unit={unit} label={item.sentence} />;
  }
  if (!open) return null;
  if (item.kind === "child" || item.kind === "overlap") {
    const label = item.kind === "child" ? "its time" : "overlap";
    return <Dumbbell rows={[{ label, rest: item.ofRest, selection: item.ofSelected }]} />;
  }
  const rows: DumbbellRow[] = item.rows.map(({ value, ofRest, ofSelected }) => ({
    label: value === null ? "∅" : formatText(value),
    rest: ofRest,
    selection: ofSelected,
  }));
  const { otherRows: more } = item;
  if (more) rows.push({ label: formatCounted(more.count, "other"), rest: more.ofRest, selection: more.ofSelected });
  return <Dumbbell rows={rows} />;
}

/** The title says what it stands for. */
function FailedMark() {
  return <span aria-hidden="true" className={`${controls.failed} ${styles.failed}`} />;
}

function Actions({ item, ...actions }: WhyActions & { readonly item: WhyItem }) {
  return (
    <p className={styles.actions}>
      {item.kind === "time" ? (
        <TimeActions item={item} {...actions} />
      ) : item.kind === "error" ? (
        <ErrorActions item={item} {...actions} />
      ) : item.kind === "child" || item.kind === "overlap" ? (
        <Action onClick={() => actions.onName(item.key)}>Explore {formatText(item.key)}</Action>
      ) : (
        <TagActions item={item} {...actions} />
      )}
    </p>
  );
}

function Action({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {children}
    </button>
  );
}

function TimeActions({ item, onAxis, onKeepTime }: WhyActions & { readonly item: TimeItem }) {
  return (
    <>
      {(item.from !== null || item.to !== null) && (
        <Action onClick={() => onKeepTime(item)}>Keep only this time</Action>
      )}
      <Action onClick={() => onAxis(item)}>Use start as X</Action>
    </>
  );
}

function ErrorActions({ item, onColor, onError }: WhyActions & { readonly item: ErrorItem }) {
  return (
    <>
      <Action onClick={() => onColor(item)}>Color by error</Action>
      <Action onClick={() => onError(ANY_ERROR)}>Keep only failures</Action>
      <Action onClick={() => onError(NO_ERROR)}>Leave out</Action>
    </>
  );
}

function TagActions({
  item,
  onColor,
  onAxis,
  onKeep,
  onKeepRange,
  onLeaveOut,
}: WhyActions & { readonly item: TagItem }) {
  // Calls cannot be limited by where they are made from.
  if (item.of === "path") return null;
  const value = item.kind === "number" ? null : item.value;
  // Times are stored as texts, which filters cannot compare.
  const range = item.kind === "number" && item.valueKind === "number" ? item.range : null;
  return (
    <>
      <Action onClick={() => onColor(item)}>Color by {formatText(item.key)}</Action>
      {item.kind === "number" && <Action onClick={() => onAxis(item)}>Use as X</Action>}
      {range && <Action onClick={() => onKeepRange(item, range)}>Keep only these</Action>}
      {value !== null && (
        <>
          <Action onClick={() => onKeep(item, value)}>Keep only {formatText(value)}</Action>
          <Action onClick={() => onLeaveOut(item, value)}>Leave out</Action>
        </>
      )}
    </>
  );
}

/**
 * Splits a sentence of "why slow" into parts: values from the file in mono, superscript exponents, the key figure in
 * bold.
 */

export interface SentencePart {
  readonly look: "plain" | "mono" | "raised" | "bold";
  readonly text: string;
}

/** Each rule keeps its first group as is and styles the second. */
const RULES: readonly (readonly [RegExp, SentencePart["look"]])[] = [
  [/^(The same calls as (?:those called from )?)(.+?)(?=\.$)/, "mono"],
  [/(^Mostly explained by )(?!where it is)(.+?)(?=\.$)/, "mono"],
  [/( where )([^,.]+ = .+?)(?=\.$|, )/, "mono"],
  [/(≈ n)\^(\d+(?:\.\d+)?)/, "raised"],
  [/^()(.+? of the time of .+?)(?= is in )/, "bold"],
  [/^()(.+? of the slowest .+?)(?= overlap )/, "bold"],
  [/^(.+ of calls, )(.+ of .+?)(?=\.$)/, "bold"],
  [/^()([<>\d ]+% of .+? are (?:failures|unfinished))(?=, )/, "bold"],
  [/^((?:All|Mostly) )(?!explained)(.+?)(?=\.$)/, "mono"],
  [/( takes? )([\d.,]+ ×)(?= (?:as long|what) )/, "bold"],
  [/^(p50 (?:rises|falls) by )([\d.,]+ %)/, "bold"],
];

export function splitSentence(sentence: string): SentencePart[] {
  let parts: SentencePart[] = [{ look: "plain", text: sentence }];
  for (const [rule, look] of RULES) {
    parts = parts.flatMap((part) => (part.look === "plain" ? splitPart(part, rule, look) : [part]));
  }
  return parts.filter(({ text }) => text !== "");
}

function splitPart(part: SentencePart, rule: RegExp, look: SentencePart["look"]): SentencePart[] {
  const found = rule.exec(part.text);
  const [all, before = "", marked = ""] = found ?? [];
  if (!found || all === undefined) return [part];
  const plain = (text: string): SentencePart => ({ look: "plain", text });
  return [
    plain(part.text.slice(0, found.index) + before),
    { look, text: marked },
    plain(part.text.slice(found.index + all.length)),
  ];
}
