/** What the two sides have in common and where they differ. */
"use client";

import { use } from "react";
import { formatBytes, formatCount, formatNumber, formatShare, isBytesKey, MISSING } from "../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { formatText, showText } from "../../../lib/model/shown-text.ts";
import type { SideFact } from "../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { PaneTitle } from "../../ui/pane-title.tsx";
import styles from "./view.module.css";

interface SideFactsProps {
  readonly facts: Promise<QueryOutcome<SideFact[]>>;
  readonly answer: CompareStart;
}

const TITLES = { runs: "The two runs", windows: "The two windows", tags: "The two sides", files: "The two files" };

export function SideFacts({ facts, answer }: SideFactsProps) {
  const outcome = use(facts);
  if (!outcome.ok) return <p className={styles.failed}>{outcome.message}</p>;
  const title = TITLES[answer.by];
  return (
    <section aria-labelledby="compare-sides">
      <PaneTitle id="compare-sides" title={title} facts="what is the same, what is not" />
      <table className={styles.facts} aria-labelledby="compare-sides">
        <thead className="unseen">
          <tr>
            <th scope="col">What</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {outcome.value.map((fact) => {
            const [a, b] = write(fact);
            return (
              <tr key={`${fact.what} ${fact.key}`}>
                <th scope="row">{nameFact(fact)}</th>
                <td title={a}>{a}</td>
                <td title={b} className={a === b ? styles.same : styles.other}>
                  {a === b ? "same" : b}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function nameFact(fact: SideFact): string {
  if (fact.what === "median") return `${formatText(fact.key)}, median`;
  return fact.what === "share" ? `${formatText(fact.key)} = ${formatText(fact.value)}` : formatText(fact.key);
}

function write(fact: SideFact): [string, string] {
  switch (fact.what) {
    case "count":
      return [formatCount(fact.a), formatCount(fact.b)];
    case "share":
      return [formatShare(fact.a), formatShare(fact.b)];
    case "median": {
      const format = isBytesKey(fact.key) ? formatBytes : formatNumber;
      const median = (value: number | null) => (value === null ? MISSING : format(value));
      return [median(fact.a), median(fact.b)];
    }
    case "text":
      return [shorten(fact, fact.a), shorten(fact, fact.b)];
  }
}

/** The program's name without its folders, and the version without its letter. */
function shorten({ key }: SideFact, text: string | null): string {
  if (text === null) return MISSING;
  if (key === "node") return text.replace(/^v/, "");
  if (key !== "command") return showText(text);
  return showText(text.replace(/^\S*\bnode(?:\.exe)? /, "").replace(/^\S*[\\/]/, ""));
}
