/** One tag in full: its exact text, as a tree if it is JSON, and the spans that have it or not. */
"use client";

import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import type { TagFilter } from "../../../lib/model/filter.ts";
import { formatBytes, formatCount, formatCounted, isBytesKey } from "../../../lib/model/format.ts";
import { exactNumber } from "../../../lib/model/kinds.ts";
import { parseScope } from "../../../lib/model/scope.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { DetailTag } from "../../../lib/queries/span-detail.ts";
import { askQuery } from "../../ui/ask.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Segments } from "../../ui/select.tsx";
import { formatMoment } from "../../ui/table/cell-text.ts";
import { scopeHref } from "../scope/scope-url.ts";
import { scopeOf } from "../scope-href.ts";
import { usePath } from "../use-path.ts";
import { ExactText } from "./exact-text.tsx";
import styles from "./inspector.module.css";
import { isJson } from "./json-parts.ts";

const JsonTree = lazy(async () => ({ default: (await import("./json-tree.tsx")).JsonTree }));

interface TagInspectorProps {
  /** The span that has the tag: the one looked at, or one above it. */
  readonly spanId: number;
  readonly tag: DetailTag;
  /** Name of the span that is looked at, and the parameters of its page. */
  readonly name: string;
  readonly params: URLSearchParams;
  /** How common the value is, if that is known. */
  readonly fact?: ReactNode;
}

export function TagInspector({ spanId, tag, name, params, fact }: TagInspectorProps) {
  const { value, failure } = useWhole(spanId, tag);
  const json = useMemo(() => isJson(value), [value]);
  const [look, setLook] = useState<"tree" | "raw">("tree");
  const key = formatText(tag.key);
  return (
    <section className={styles.inspector} aria-label={`Tag ${key}`}>
      <div className={styles.head}>
        <span>{describeValue(tag, value, json)}</span>
        {json && <Segments label="Shown as" options={LOOKS} value={look} onChange={setLook} />}
        <CopyButton text={value} what={`the value of ${key}`} worded />
      </div>
      {json && look === "tree" ? (
        <Suspense fallback={<ExactText text={value} label={key} />}>
          <JsonTree text={value} />
        </Suspense>
      ) : (
        <ExactText text={value} label={key} />
      )}
      {failure && <p role="alert">{failure}</p>}
      <Readings tag={tag} value={value} />
      {fact}
      <TagLinks tag={{ ...tag, value }} name={name} params={params} />
    </section>
  );
}

const LOOKS = [
  ["tree", "Tree"],
  ["raw", "Raw"],
] as const;

/** The value in full; at first the beginning of a very long one. */
function useWhole(spanId: number, { key, value, cut }: DetailTag) {
  const [whole, setWhole] = useState<{ readonly of: string; readonly value?: string; readonly failure?: string }>();
  const asked = cut ? JSON.stringify([spanId, key]) : null;
  useEffect(() => {
    if (asked === null) return;
    const gone = new AbortController();
    void askQuery("tagValue", { id: spanId, key }, { signal: gone.signal }).then((outcome) => {
      if (gone.signal.aborted) return;
      setWhole(
        outcome.ok && outcome.value !== null
          ? { of: asked, value: outcome.value }
          : { of: asked, failure: `This is only its beginning. ${outcome.ok ? "" : outcome.message}` },
      );
    });
    return () => gone.abort();
  }, [asked, spanId, key]);
  const known = whole?.of === asked ? whole : undefined;
  return { value: known?.value ?? value, failure: known?.failure };
}

function describeValue({ kind }: DetailTag, value: string, json: boolean): string {
  const lines = value.split(/\r\n|[\n\r\u2028\u2029]/).length;
  const parts = [json ? "JSON" : value === "" ? "empty" : kind];
  if (value !== "" && (kind === "text" || json)) parts.push(formatCounted([...value].length, "character"));
  if (lines > 1) parts.push(`${formatCount(lines)} lines`);
  return parts.join(", ");
}

/** What a number or a time says to people. */
function Readings({ tag: { key, kind }, value }: { readonly tag: DetailTag; readonly value: string }) {
  const number = kind === "number" ? exactNumber(value) : undefined;
  const readings = [
    number !== undefined && isBytesKey(key) && formatBytes(number),
    number !== undefined && Number.isSafeInteger(number) && Math.abs(number) >= 10_000 && formatCount(number),
    kind === "time" && formatMoment(Date.parse(value.replace(" ", "T")) / 1000),
  ].filter((reading) => reading !== false);
  return readings.length > 0 && <p className={styles.readings}>= {readings.join(" = ")}</p>;
}

/** A longer value would make an address that servers refuse. */
const MOST_IN_ADDRESS = 1_000;

interface TagLinksProps extends Pick<TagInspectorProps, "name" | "params"> {
  readonly tag: DetailTag;
}

function TagLinks({ tag: { key, value }, name, params }: TagLinksProps) {
  const path = usePath();
  if (encodeURIComponent(key + value).length > MOST_IN_ADDRESS)
    return <p className="faint">Too long to filter by; in Query it can be compared.</p>;
  const href = (operator: TagFilter["operator"], names: readonly string[]) =>
    limitHref(path, params, { key, operator, value }, names);
  const what = `${formatText(key)} = ${formatText(value)}`;
  const links = [
    ["Only these", href("=", [name]), `${formatText(name)} with ${what}`],
    ["Leave out", href("!=", [name]), `${formatText(name)} without ${what}`],
    ["Spans with this value", href("=", []), `Spans of any name with ${what}`],
  ] as const;
  return (
    <div className={styles.links}>
      {links.map(([word, to, title]) => (
        <ButtonLink key={word} small href={to} title={title}>
          {word}
        </ButtonLink>
      ))}
    </div>
  );
}

/** Explore with this filter in place of others on the key. In Explore, its axes and columns stay. */
function limitHref(path: string, params: URLSearchParams, filter: TagFilter, names: readonly string[]): string {
  const kept = path === "/explore" ? new URLSearchParams(params) : scopeOf(params);
  for (const ofSpans of ["peek", "sel"]) kept.delete(ofSpans);
  const tags = parseScope(params).tags.filter(({ key }) => key !== filter.key);
  return scopeHref("/explore", kept, { names: [...names], tags: [...tags, filter] });
}
