/** Where the chosen name's difference comes from, by the values of one tag or two. */
"use client";

import { use } from "react";
import { compareTagSql } from "../../../lib/analysis/compare/shown-sql.ts";
import { formatCount, formatCounted, formatStored, MISSING } from "../../../lib/model/format.ts";
import { exactNumber } from "../../../lib/model/kinds.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import type { CompareGroup, CompareTagsAnswer } from "../../../lib/queries/compare-tags.ts";
import { differenceOf } from "../../../lib/stats/order.ts";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { About, type Certainty, certaintyOf } from "../../ui/about.tsx";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { Swatch, TypeMark } from "../../ui/chip.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import panes from "../../ui/panes.module.css";
import { Select } from "../../ui/select.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import { SizedTable } from "../../ui/table/sized-table.tsx";
import { Head } from "../../ui/table/sort-head.tsx";
import table from "../../ui/table/table.module.css";
import values from "../../ui/values.module.css";
import { DotWhisker, WhiskerHead } from "./dot-whisker.tsx";
import { makeRatioAxis, type RatioAxis } from "./ratio-axis.ts";
import { Signed } from "./shared-cells.tsx";
import cells from "./table.module.css";
import { describeSigned } from "./words.ts";

interface WherePaneProps {
  readonly tags: Promise<QueryOutcome<CompareTagsAnswer>>;
  /** From all spans, if that was from a sample; null until it has arrived. */
  readonly exact?: CompareTagsAnswer | null;
  readonly answer: CompareStart;
  readonly onChoose: (keys: readonly string[]) => void;
  readonly hidden?: readonly string[];
  readonly onHide?: (hidden: readonly string[]) => void;
}

/** Those that can be hidden, in their order. */
const COLUMNS = [
  { id: "total", label: "Total B − A" },
  { id: "p50", label: "p50, 95 % interval" },
] as const;
const NONE: readonly string[] = [];

export function WherePane({ tags, exact = null, answer, onChoose, hidden = NONE, onHide }: WherePaneProps) {
  const outcome = use(tags);
  if (!outcome.ok) return <p className={cells.sentence}>{outcome.message}</p>;
  const { name, keys, offers, leftOut, sentence, basis, rareKeys } = exact ?? outcome.value;
  const groups = exact ? keepGroups(exact.groups, outcome.value.groups) : outcome.value.groups;
  const certainty = certaintyOf(outcome.value.basis, basis);
  const chosen = offers.findIndex((offer) => offer.join("\0") === keys.map(({ key }) => key).join("\0"));
  const axis = makeRatioAxis(groups.map(({ p50 }) => p50));
  const [first] = keys;
  const shows = (id: (typeof COLUMNS)[number]["id"]) => !hidden.includes(id);
  return (
    <section aria-labelledby="compare-where">
      <PaneTitle
        id="compare-where"
        title="Where the difference is"
        summary={
          <>
            <ShownText text={name} cut />
            {!basis.exact && ", ≈ from the sample"}
            {rareKeys > 0 && `, without ${formatCounted(rareKeys, "rarer tag key")}`}
          </>
        }
        actions={
          <>
            <span className={panes.icons}>
              {first && (
                <SqlButton
                  sql={compareTagSql(answer.baseline, answer.candidate, name, first.key)}
                  pane="where the difference is"
                />
              )}
              {groups.length > 0 && onHide && (
                <ColumnsMenu
                  name="Columns of where the difference is"
                  table="where"
                  columns={COLUMNS}
                  hidden={hidden}
                  onChange={onHide}
                />
              )}
            </span>
            {offers.length > 0 && (
              <Select
                aria-label="Split by tag"
                title="Split by tag"
                value={chosen}
                onChange={(event) => onChoose(offers[Number(event.target.value)] ?? [])}
              >
                {offers.map((offer, place) => (
                  <option key={offer.join("\0")} value={place}>
                    {offer.map(formatText).join(", ")}
                  </option>
                ))}
              </Select>
            )}
          </>
        }
      />
      {groups.length > 0 && (
        <SizedTable
          id="where"
          label="Where the difference is"
          columns={[
            ...keys.map(({ key, numeric }) => ({ id: `tag ${key}`, text: !numeric })),
            ...(shows("total") ? [{ id: "total" }] : []),
            ...(shows("p50") ? [{ id: "p50", width: 184 }] : []),
          ]}
          className={`${table.charts} ${cells.table} ${cells.whereTable}`}
          scrollClassName={cells.where}
        >
          <thead>
            <tr>
              {keys.map(({ key, numeric, inherited, own }, place) => (
                <Head key={key} column={`tag ${key}`} label={formatText(key)} number={place > 0 && numeric}>
                  <span className={cells.key} title={inherited === null ? undefined : describeSource(inherited, own)}>
                    {place === 0 && <TypeMark kind={numeric ? "number" : "text"} />}
                    <span className="cut" title={formatText(key)}>
                      <ShownText text={key} cut />
                    </span>
                    {inherited !== null && <small>{own ? "own, ↑" : "↑"}</small>}
                  </span>
                </Head>
              ))}
              {shows("total") && (
                <Head column="total" label="Total B − A" number sorted="desc">
                  Total B − A ↓
                </Head>
              )}
              {shows("p50") && (
                <Head column="p50" label="p50, 95 % interval" className={cells.axis}>
                  <WhiskerHead title="p50, 95 % interval" axis={axis} />
                </Head>
              )}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <GroupRow
                key={group.values.join("\0")}
                group={group}
                numeric={keys.map((key) => key.numeric)}
                axis={axis}
                tested={groups.filter(({ p50 }) => p50 !== null).length}
                certainty={certainty}
                hidden={hidden}
              />
            ))}
          </tbody>
        </SizedTable>
      )}
      <p className={cells.sentence}>
        {sentence}
        {leftOut > 0 && ` ${formatCount(leftOut)} more changed less.`}
      </p>
    </section>
  );
}

/** In the order in which they were first shown; then all others. */
function keepGroups(groups: readonly CompareGroup[], first: readonly CompareGroup[]): CompareGroup[] {
  const textOf = ({ values }: CompareGroup) => values.join("\0");
  const places = new Map(first.map((group, place) => [textOf(group), place]));
  const placeOf = (group: CompareGroup) => places.get(textOf(group)) ?? first.length;
  return [...groups].sort((x, y) => placeOf(x) - placeOf(y));
}

interface GroupRowProps {
  readonly certainty: Certainty;
  readonly group: CompareGroup;
  readonly numeric: readonly boolean[];
  readonly axis: RatioAxis;
  /** How many groups were tested together. */
  readonly tested: number;
  readonly hidden: readonly string[];
}

function GroupRow({ group, numeric, axis, tested, certainty, hidden }: GroupRowProps) {
  const change = differenceOf(group.baselineTotal, group.candidateTotal);
  return (
    <tr className={`c${group.colorIndex}`}>
      {group.values.map((value, place) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a value's key is its place
          key={place}
          className={numeric[place] ? (place > 0 ? table.number : undefined) : "mono"}
        >
          <span className={numeric[place] ? "inline" : cells.value}>
            {place === 0 && !numeric[0] && <Swatch colorIndex={group.colorIndex} />}
            <span className={value === MISSING ? values.none : undefined} title={formatText(value)}>
              {numeric[place] ? formatGroupNumber(value) : <ShownText text={value} cut="mono" />}
            </span>
          </span>
        </td>
      ))}
      {!hidden.includes("total") && (
        <td
          className={`${table.number} ${table.sorted}`}
          title={`${certainty === "estimate" ? "≈ " : ""}${formatCount(group.baselineCount)} to ${formatCounted(group.candidateCount, "call")}, ${describeSigned(change)}`}
        >
          <About certainty={certainty}>
            <Signed seconds={change} />
          </About>
        </td>
      )}
      {!hidden.includes("p50") && (
        <td className={cells.axis}>
          <DotWhisker
            axis={axis}
            drawn={{
              figure: "p50",
              change: group.p50,
              calls: [group.baselineCount, group.candidateCount],
              tested,
              exact: certainty !== "estimate",
            }}
          />
        </td>
      )}
    </tr>
  );
}

/** All digits are in the tooltip. */
function formatGroupNumber(value: string): string {
  const number = exactNumber(value);
  return number === undefined ? formatText(value) : formatStored(number);
}

/** Where the values of a tag come from that is not the spans' own on both sides. */
function describeSource(inherited: string, own: boolean): string {
  return own ? `own on one side, from ${formatText(inherited)} on the other` : `from ${formatText(inherited)}`;
}
