/** Table cells by kind. */
"use client";

import type { ReactNode } from "react";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { HistogramAxis, RowHistogram, RowTrend } from "../../../(overview)/ui/row-pictures.tsx";
import { VerdictMark } from "../../../compare/ui/cells.tsx";
import { DotWhisker, WhiskerHead } from "../../../compare/ui/dot-whisker.tsx";
import { makeRatioAxis } from "../../../compare/ui/ratio-axis.ts";
import { Duration } from "../../../ui/duration.tsx";
import { ShareBar, scaleShares } from "../../../ui/share-bar.tsx";
import table from "../../../ui/table/table.module.css";
import { TagValue } from "../../../ui/tag-value.tsx";
import { Case, Section } from "../case.tsx";
import { ODD_ROWS as COMPARE_ODD, ROWS as COMPARED } from "../fixtures/compare.ts";
import { AXIS, NAME_ROWS, ODD_ROWS } from "../fixtures/overview.ts";
import { TEXTS } from "../fixtures/texts.ts";
import styles from "../gallery.module.css";

const DURATIONS = [
  null,
  0,
  1e-9,
  8.12e-7,
  1e-6,
  6.84e-5,
  9.9995e-4,
  1e-3,
  0.005,
  0.474,
  0.99999,
  1,
  1.51,
  59.9995,
  999.5,
  1_000,
  6_480,
  86_400,
  1e6,
  1e12,
];
const SHARES = [
  [0, 0],
  [0.0004, 0.0004],
  [0.123, 0.05],
  [0.968, 0],
  [1, 1],
  [6.4, 2],
  [0.5, null],
] as const;
const NUMBERS = ["0", "-1.5", "0.0001", "11", "0.279", "1966080", "9007199254740993", "1e300", "NaN", "not a number"];

interface ColumnProps {
  readonly label: string;
  readonly rows: readonly (readonly [words: string, cell: ReactNode])[];
  readonly number?: boolean;
  readonly charts?: boolean;
}

/** One row per value: a description, and how it is displayed. */
function Column({ label, rows, number, charts }: ColumnProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={table.scroll} aria-label={`${label}, scrolls`} tabIndex={0}>
      <table className={`${table.table} ${charts ? table.charts : ""}`} aria-label={label}>
        <tbody>
          {rows.map(([words, cell]) => (
            <tr key={words} className="c1">
              <th scope="row" className={styles.words} title={words}>
                {words}
              </th>
              <td className={number ? table.number : undefined}>{cell}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Cells() {
  const changes = [...COMPARED, ...COMPARE_ODD];
  const axis = makeRatioAxis(COMPARED.map(({ p50 }) => p50));
  const rows = [...NAME_ROWS, ...ODD_ROWS].flatMap(({ figures }) => figures ?? []);
  return (
    <>
      <Section title="Durations">
        <Case name="of every size" width={280}>
          <Column
            label="Durations"
            number
            rows={DURATIONS.map((seconds) => [String(seconds), <Duration key={seconds} seconds={seconds} />])}
          />
        </Case>
      </Section>
      <Section title="Tag values">
        <Case name="texts" width={560}>
          <Column
            label="Texts"
            rows={TEXTS.map(([words, text]) => [
              words,
              <TagValue key={words} tagKey="path" kind="text" value={text} />,
            ])}
          />
        </Case>
        <Case name="numbers" width={300}>
          <Column
            label="Numbers"
            number
            rows={NUMBERS.map((text) => [text, <TagValue key={text} tagKey="level" kind="number" value={text} />])}
          />
        </Case>
        <Case name="bytes" width={300}>
          <Column
            label="Bytes"
            number
            rows={NUMBERS.map((text) => [text, <TagValue key={text} tagKey="bytes" kind="number" value={text} />])}
          />
        </Case>
        <Case name="none" width={200}>
          <Column label="None" rows={[["missing", <TagValue key="0" tagKey="path" kind="text" value={null} />]]} />
        </Case>
      </Section>
      <Section title="Share bars">
        <Case name="of every size" width={320}>
          <Column
            label="Shares"
            charts
            rows={SHARES.map(([share, self]) => [
              `${share}, self ${self}`,
              <ShareBar key={share} share={share} self={self} scale={scaleShares(SHARES.map(([each]) => each))} />,
            ])}
          />
        </Case>
      </Section>
      <Section title="Row histograms">
        <Case name="axis" width={200}>
          <HistogramAxis axis={AXIS} />
        </Case>
        <Case name="of every kind" width={480}>
          <Column
            label="Histograms"
            charts
            rows={rows.map((row) => [formatText(row.name), <RowHistogram key={row.name} axis={AXIS} {...row} />])}
          />
        </Case>
      </Section>
      <Section title="Row trends">
        <Case name="of every kind" width={420}>
          <Column
            label="Trends"
            charts
            rows={rows.map((row) => [formatText(row.name), <RowTrend key={row.name} {...row} />])}
          />
        </Case>
      </Section>
      <Section title="Verdicts">
        <Case name="every one" width={420}>
          <Column
            label="Verdicts"
            rows={changes.map((row) => [
              formatText(row.name),
              <VerdictMark key={row.name} row={row} certainty="exact" />,
            ])}
          />
        </Case>
      </Section>
      <Section title="Dot and whisker">
        <Case name="axis" width={220}>
          <WhiskerHead title="p50, 95 % interval" axis={axis} />
        </Case>
        <Case name="every kind" width={480}>
          <Column
            label="Changes"
            charts
            rows={changes.map((row) => [
              formatText(row.name),
              <DotWhisker
                key={row.name}
                axis={axis}
                drawn={{
                  figure: "p50",
                  change: row.p50,
                  calls: [row.baselineCount, row.candidateCount],
                  tested: changes.length,
                  exact: true,
                  verdict: row.verdict,
                }}
              />,
            ])}
          />
        </Case>
      </Section>
    </>
  );
}
