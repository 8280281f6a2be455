/** What the two sides have in common and where they differ. */
"use client";

import { use } from "react";
import { aboutOf } from "../../../lib/model/basis.ts";
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatNumber,
  formatShare,
  isBytesKey,
  MISSING,
} from "../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { formatText, showText } from "../../../lib/model/shown-text.ts";
import type { ComparedProperty, ComparedSides } from "../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { PaneTitle } from "../../ui/pane-title.tsx";
import table from "../../ui/table/table.module.css";
import styles from "./view.module.css";

interface SidesTableProps {
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
  /** From all spans, if that was from a sample; null until it has arrived. */
  readonly exact?: ComparedSides | null;
  readonly answer: CompareStart;
}

const TITLES = {
  runs: "The two runs",
  windows: "The two windows",
  tags: "The two sides",
  errors: "The two sides",
  files: "The two files",
};

export function SidesTable({ properties, exact = null, answer }: SidesTableProps) {
  const outcome = use(properties);
  if (!outcome.ok) return <p className="notice">{outcome.message}</p>;
  const title = TITLES[answer.by];
  const { basis } = exact ?? outcome.value;
  const rows = exact ? keepProperties(exact.properties, outcome.value.properties) : outcome.value.properties;
  const words = basis.exact
    ? "what is the same, what is not"
    : `≈ from ${formatCount(basis.read)} of ${formatCounted(basis.of, "span")}`;
  return (
    <section aria-labelledby="compare-sides">
      <PaneTitle id="compare-sides" title={title} summary={words} />
      <table className={`${table.table} ${styles.facts}`} aria-labelledby="compare-sides">
        <thead className="unseen">
          <tr>
            <th scope="col">What</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((property) => {
            const about = property.what === "text" ? "" : aboutOf(basis);
            const [baseline, candidate] = formatProperty(property);
            return (
              <tr key={`${property.what} ${property.key}`}>
                <th scope="row">{nameProperty(property)}</th>
                <td title={`${about}${baseline}`} className="mono">
                  {about}
                  {baseline}
                </td>
                <td
                  title={`${about}${candidate}`}
                  className={`${baseline === candidate ? styles.same : styles.other} mono`}
                >
                  {about}
                  {baseline === candidate ? "same" : candidate}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** In the order in which they were first shown; then all others. */
function keepProperties(properties: readonly ComparedProperty[], first: readonly ComparedProperty[]) {
  const textOf = ({ what, key }: ComparedProperty) => `${what} ${key}`;
  const places = new Map(first.map((property, place) => [textOf(property), place]));
  const placeOf = (property: ComparedProperty) => places.get(textOf(property)) ?? first.length;
  return [...properties].sort((x, y) => placeOf(x) - placeOf(y));
}

function nameProperty(property: ComparedProperty): string {
  if (property.what === "median") return `${formatText(property.key)}, median`;
  return property.what === "share"
    ? `${formatText(property.key)} = ${formatText(property.value)}`
    : formatText(property.key);
}

function formatProperty(property: ComparedProperty): [string, string] {
  switch (property.what) {
    case "count":
      return [formatCount(property.baseline), formatCount(property.candidate)];
    case "share":
      return [formatShare(property.baseline), formatShare(property.candidate)];
    case "median": {
      const format = isBytesKey(property.key) ? formatBytes : formatNumber;
      const median = (value: number | null) => (value === null ? MISSING : format(value));
      return [median(property.baseline), median(property.candidate)];
    }
    case "text":
      return [shorten(property, property.baseline), shorten(property, property.candidate)];
  }
}

/** The program's name without its folders, and the version without its letter. */
function shorten({ key }: ComparedProperty, text: string | null): string {
  if (text === null) return MISSING;
  if (key === "node") return text.replace(/^v/, "");
  if (key !== "command") return showText(text);
  return showText(text.replace(/^\S*\bnode(?:\.exe)? /, "").replace(/^\S*[\\/]/, ""));
}
