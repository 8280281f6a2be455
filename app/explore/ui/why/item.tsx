/** One item that distinguishes slow spans: name, effect, sentence, picture and actions. */
"use client";

import { type CSSProperties, useId } from "react";
import type { WhyItem } from "../../../../lib/analysis/why/answer.ts";
import { ANY_ERROR, NO_ERROR } from "../../../../lib/model/error-filter.ts";
import { formatCounted, isBytesKey } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { TypeMark } from "../../../ui/chip.tsx";
import controls from "../../../ui/controls.module.css";
import { Densities, Dumbbell, type DumbbellRow } from "./pictures.tsx";
import styles from "./why.module.css";

export interface WhyActions {
  readonly onColor: (item: WhyItem) => void;
  readonly onAxis: (item: WhyItem) => void;
  readonly onKeep: (item: WhyItem, value: string) => void;
  readonly onKeepRange: (item: WhyItem, range: readonly [low: number, high: number]) => void;
  readonly onLeaveOut: (item: WhyItem, value: string) => void;
  /** Limits the calls by their errors. */
  readonly onError: (filter: string) => void;
}

interface WhyItemRowProps extends WhyActions {
  readonly item: WhyItem;
  readonly rank: number;
  readonly open: boolean;
  /** Estimated from a sample of the spans. */
  readonly about: boolean;
  readonly onOpen: () => void;
}

/** More pictures would push the rest out of sight. */
const SHOWN_PICTURES = 3;

export function WhyItemRow({ item, rank, open, about, onOpen, ...actions }: WhyItemRowProps) {
  const id = useId();
  const { title, valueKind, inherited, from, effect, sentences } = item;
  return (
    <li className={open ? `${styles.item} ${styles.open}` : styles.item}>
      <button type="button" className={`${styles.title} pick`} aria-expanded={open} aria-controls={id} onClick={onOpen}>
        <span className={styles.rank}>{rank}</span>
        {item.kind === "error" ? <FailedMark /> : <TypeMark kind={valueKind} />}
        <b className="mono">{title}</b>
        {inherited && <span className={styles.from}>↑ {formatText(from)}</span>}
        <span className={styles.effect}>
          <span aria-hidden="true" style={{ "--effect": `${effect * 100}%` } as CSSProperties} />
          <span className="unseen">effect </span>
          {about ? "≈ " : ""}
          {effect.toFixed(2)}
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
  if (item.kind === "number") {
    const unit = item.valueKind === "number" && isBytesKey(item.tag) ? "bytes" : "plain";
    return shown && item.densities && <Densities pair={item.densities} unit={unit} label={item.sentence} />;
  }
  if (!open) return null;
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

function Actions({
  item,
  onColor,
  onAxis,
  onKeep,
  onKeepRange,
  onLeaveOut,
  onError,
}: WhyActions & { readonly item: WhyItem }) {
  const value = item.kind === "category" ? item.value : null;
  // Times are stored as texts, which filters cannot compare.
  const range = item.kind === "number" && item.valueKind === "number" ? item.range : null;
  return (
    <p className={styles.actions}>
      <button type="button" className="link" onClick={() => onColor(item)}>
        Color by {formatText(item.tag)}
      </button>
      {item.kind === "error" && (
        <>
          <button type="button" className="link" onClick={() => onError(ANY_ERROR)}>
            Keep only failures
          </button>
          <button type="button" className="link" onClick={() => onError(NO_ERROR)}>
            Leave out
          </button>
        </>
      )}
      {item.kind === "number" && (
        <button type="button" className="link" onClick={() => onAxis(item)}>
          Use as X
        </button>
      )}
      {range && (
        <button type="button" className="link" onClick={() => onKeepRange(item, range)}>
          Keep only these
        </button>
      )}
      {value !== null && (
        <>
          <button type="button" className="link" onClick={() => onKeep(item, value)}>
            Keep only {formatText(value)}
          </button>
          <button type="button" className="link" onClick={() => onLeaveOut(item, value)}>
            Leave out
          </button>
        </>
      )}
    </p>
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
  [/^(The same calls as )(.+?)(?=\.$)/, "mono"],
  [/(^Mostly explained by )(.+?)(?=\.$)/, "mono"],
  [/( where )([^,.]+ = .+?)(?=\.$|, )/, "mono"],
  [/(≈ n)\^(\d+(?:\.\d+)?)/, "raised"],
  [/^(.+ of calls, )(.+ of .+?)(?=\.$)/, "bold"],
  [/^()([<>\d ]+% of .+? are (?:failures|unfinished))(?=, )/, "bold"],
  [/^((?:All|Mostly) )(.+?)(?=\.$)/, "mono"],
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
