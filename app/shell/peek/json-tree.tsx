/** JSON as lists that open and close. Loaded when a value is JSON; draws no more than was opened, and says so. */
"use client";

import { useId, useMemo, useState } from "react";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import { cutText } from "../../../lib/model/shown-text.ts";
import { ChevronIcon } from "../../ui/icons.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./inspector.module.css";
import { findOpen, isList, type JsonLeaf, type JsonList, type JsonNode, ROWS_AT_ONCE, readJson } from "./json-parts.ts";

/** Longer texts are cut here; Raw has them whole. */
const MOST = 2_000;

/** @param props.text an object or an array */
export function JsonTree({ text }: { readonly text: string }) {
  const root = useMemo(() => readJson(text), [text]);
  const open = useMemo(() => findOpen(root), [root]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={`${styles.tree} mono`} tabIndex={0} aria-label="JSON">
      {root.entries.length > 0 ? <Entries list={root} open={open} /> : describeSize(root)}
    </section>
  );
}

interface EntriesProps {
  readonly list: JsonList;
  /** Lists that are open at first. */
  readonly open: ReadonlySet<JsonNode>;
}

function Entries({ list: { entries }, open }: EntriesProps) {
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const more = entries.length - shown;
  return (
    <>
      <ul>
        {entries.slice(0, shown).map(([key, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value never changes, and its keys may repeat
          <li key={index}>
            <Entry name={key ?? index} value={value} open={open} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" className={`${styles.more} link`} onClick={() => setShown(shown + ROWS_AT_ONCE)}>
          Show {formatCount(Math.min(more, ROWS_AT_ONCE))} of {formatCount(more)} more
        </button>
      )}
    </>
  );
}

interface EntryProps {
  readonly name: string | number;
  readonly value: JsonNode;
  readonly open: EntriesProps["open"];
}

function Entry({ name, value, open: first }: EntryProps) {
  const [open, setOpen] = useState(first.has(value));
  const id = useId();
  if (!isList(value) || value.entries.length === 0)
    return (
      <div className={styles.leaf}>
        <Key name={name} />{" "}
        {isList(value) ? <span className="faint">{describeSize(value)}</span> : <Leaf leaf={value} />}
      </div>
    );
  return (
    <>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronIcon size={12} />
        <Key name={name} /> <span className="faint">{describeSize(value)}</span>
      </button>
      <div id={id} className={styles.entries}>
        {open && <Entries list={value} open={first} />}
      </div>
    </>
  );
}

function Key({ name }: Pick<EntryProps, "name">) {
  return <span className={styles.key}>{typeof name === "number" ? name : <ShownText text={name} />}:</span>;
}

function Leaf({ leaf: { kind, text } }: { readonly leaf: JsonLeaf }) {
  if (kind !== "text") return <span className={styles[kind]}>{text}</span>;
  return (
    <span className={styles.text}>
      "{text !== "" && <ShownText text={cutText(text, MOST)} />}"
      {text.length > MOST && <span className="faint"> {formatCount(text.length)} characters, all in Raw</span>}
    </span>
  );
}

function describeSize({ kind, entries }: JsonList): string {
  if (entries.length === 0) return kind === "array" ? "[]" : "{}";
  return formatCounted(entries.length, kind === "array" ? "item" : "key");
}
