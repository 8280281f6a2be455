/** What is known of the run that recorded a span: its parameters, which are tags of all its spans, then the facts. */
"use client";

import { formatBytes } from "../../../lib/model/format.ts";
import { EDITABLE, PARAMETER } from "../../../lib/model/run-tags.ts";
import type { SpanRun } from "../../../lib/queries/inherited.ts";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./facts.module.css";
import { Tag } from "./span-tags.tsx";

interface RunFactsProps {
  readonly run: SpanRun;
  /** Name of the span that is looked at. */
  readonly name: string;
  /** The parameters of the page. */
  readonly params: URLSearchParams;
}

export function RunFacts({ run: { tags }, ...about }: RunFactsProps) {
  // What a person gave comes first.
  const isGiven = ({ key }: { readonly key: string }) => EDITABLE.some((one) => one === key);
  const isParameter = ({ key }: { readonly key: string }) => key.startsWith(PARAMETER);
  const given = tags.filter(isGiven);
  const facts = tags.filter((tag) => !isParameter(tag) && !isGiven(tag));
  return (
    <dl className={styles.list}>
      {given.map(({ key, value }) => (
        <Fact key={key} name={key} value={value} />
      ))}
      {tags.filter(isParameter).map((tag) => (
        <Tag
          key={tag.key}
          spanId={0}
          tag={{ ...tag, key: tag.key.slice(PARAMETER.length) }}
          fact={<p className={styles.fact}>A parameter of the run: all its spans have it.</p>}
          {...about}
        >
          {null}
        </Tag>
      ))}
      {facts.map(({ key, value }) => (
        <Fact key={key} name={key} value={key === "memory" ? formatBytes(Number(value)) : value} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="mono" title={value}>
        <ShownText text={value} cut="mono" />
      </dd>
    </div>
  );
}
