/** What the two sides have in common and where they differ. */
"use client";

import { use, useState } from "react";
import { aboutOf, type Basis } from "../../../lib/model/basis.ts";
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
import { Button } from "../../ui/button.tsx";
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
  const [all, setAll] = useState(false);
  if (!outcome.ok) return <p className="notice">{outcome.message}</p>;
  const several = answer.baseline.runs.length > 1 || answer.candidate.runs.length > 1;
  const title = answer.by === "runs" && several ? TITLES.tags : TITLES[answer.by];
  const { basis } = exact ?? outcome.value;
  const first = outcome.value.properties;
  const rows = exact ? keepProperties(exact.properties, first) : first;
  // What was seen to differ at first stays where it is.
  const differed = new Set(first.filter(differs).map(idOf));
  const isSame = (property: ComparedProperty) => !differs(property) && !differed.has(idOf(property));
  const [different, same] = [rows.filter((row) => !isSame(row)), rows.filter(isSame)];
  const words =
    different.length === 0 ? "nothing differs" : `${formatCount(different.length)} of ${rows.length} differ`;
  const about = basis.exact ? "" : `, ≈ from ${formatCount(basis.read)} of ${formatCounted(basis.of, "span")}`;
  return (
    <section aria-labelledby="compare-sides">
      <PaneTitle
        id="compare-sides"
        title={title}
        summary={`${words}${about}`}
        actions={
          same.length > 0 && (
            <Button look="ghost" small aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Hide the same" : `${formatCount(same.length)} the same`}
            </Button>
          )
        }
      />
      <table className={`${table.table} ${styles.facts}`} aria-labelledby="compare-sides">
        <thead className="unseen">
          <tr>
            <th scope="col">What</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {(all ? [...different, ...same] : different).map((property) => (
            <PropertyRow key={idOf(property)} property={property} basis={basis} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PropertyRow({ property, basis }: { readonly property: ComparedProperty; readonly basis: Basis }) {
  const about = property.what === "text" ? "" : aboutOf(basis);
  const name = nameProperty(property);
  const [baseline, candidate] = formatProperty(property);
  const same = baseline === candidate;
  return (
    <tr>
      <th scope="row" title={name}>
        <span>{name}</span>
      </th>
      <td title={`${about}${baseline}`} className="mono">
        <span>
          {about}
          {baseline}
        </span>
      </td>
      <td title={`${about}${candidate}`} className={`${same ? styles.same : styles.other} mono`}>
        <span>
          {about}
          {same ? "same" : candidate}
        </span>
      </td>
    </tr>
  );
}

function idOf({ what, key }: ComparedProperty): string {
  return `${what} ${key}`;
}

/** As far as is shown. */
function differs(property: ComparedProperty): boolean {
  const [baseline, candidate] = formatProperty(property);
  return baseline !== candidate;
}

/** In the order in which they were first shown; then all others. */
function keepProperties(properties: readonly ComparedProperty[], first: readonly ComparedProperty[]) {
  const places = new Map(first.map((property, place) => [idOf(property), place]));
  const placeOf = (property: ComparedProperty) => places.get(idOf(property)) ?? first.length;
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
