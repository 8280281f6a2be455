/** The duration distributions of the chosen name: as curves, histograms or a table. */
"use client";

import { useSearchParams } from "next/navigation";
import { use, useRef, useState } from "react";
import { compareNameSql } from "../../../lib/analysis/compare/shown-sql.ts";
import { formatCount } from "../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { saveDrawing } from "../../charts/ui/save-picture.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { Button } from "../../ui/button.tsx";
import { Badge } from "../../ui/chip.tsx";
import { Duration } from "../../ui/duration.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { Segments } from "../../ui/select.tsx";
import table from "../../ui/table/table.module.css";
import { CURVES, parseView } from "../address.ts";
import styles from "./curves.module.css";
import { keepInAddress } from "./detail-state.ts";
import { EcdfChart } from "./ecdf-chart.tsx";
import { HistogramChart } from "./histogram-chart.tsx";
import { describeRatio, shortLabel } from "./words.ts";

interface CurvePaneProps {
  readonly spread: Promise<QueryOutcome<CompareNameAnswer>>;
  readonly answer: CompareStart;
}

const OPTIONS = CURVES.map((one) => [one, one] as const);

export function CurvePane({ spread, answer }: CurvePaneProps) {
  const outcome = use(spread);
  const params = useSearchParams();
  const [curve, setCurve] = useState(() => parseView(new URLSearchParams(params)).curve);
  const [table, setTable] = useState(false);
  const pane = useRef<HTMLElement>(null);
  if (!outcome.ok) return <p className="notice">{outcome.message}</p>;
  const spreads = outcome.value;
  const zeros = spreads.baseline.zeros + spreads.candidate.zeros;
  const choose = (next: typeof curve) => {
    setCurve(next);
    keepInAddress({ curve: next === "ecdf" ? null : next });
  };
  const save = async () => {
    const drawing = pane.current?.querySelector<SVGSVGElement>("svg[role=img]");
    if (drawing) await saveDrawing(drawing, `spantom-compare-${curve}.png`);
  };
  const Chart = curve === "ecdf" ? EcdfChart : HistogramChart;
  return (
    <section ref={pane} className={styles.pane} aria-labelledby="compare-curve">
      <PaneTitle
        id="compare-curve"
        title={formatText(spreads.name)}
        summary={curve === "ecdf" ? "share of calls at or below a duration" : "share of calls by duration"}
        actions={
          <>
            <SqlButton
              sql={compareNameSql(answer.baseline, answer.candidate, spreads.name)}
              pane={spreads.name || "the chosen name"}
            />
            <ExportMenu pane="durations" png={save} />
          </>
        }
      />
      <div className={styles.tools}>
        <ul className={styles.legend} aria-label="Legend">
          <li>
            <i />A {shortLabel(answer.baseline)}, {formatCount(spreads.baseline.count)} calls
          </li>
          <li>
            <i className={styles.b} />B {shortLabel(answer.candidate)}, {formatCount(spreads.candidate.count)} calls
          </li>
        </ul>
        {zeros > 0 && <Badge>{formatCount(zeros)} at 0 not drawn</Badge>}
        <Button look="ghost" small aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? "Show as chart" : "Show as table"}
        </Button>
        <Segments label="Chart" options={OPTIONS} value={curve} onChange={choose} />
      </div>
      {table ? <SpreadTable spread={spreads} /> : <Chart spread={spreads} />}
    </section>
  );
}

const ROWS = ["p50", "p75", "p90", "p95", "p99", "p99.9", "max"] as const;

/** The chart's figures as a table. */
export function SpreadTable({ spread: { name, baseline, candidate } }: { readonly spread: CompareNameAnswer }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={table.scroll} aria-label="Durations, scrolls" tabIndex={0}>
      <table className={table.table} aria-label={`Durations of ${formatText(name)}`}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className={table.number}>
              A
            </th>
            <th scope="col" className={table.number}>
              B
            </th>
            <th scope="col" className={table.number}>
              change
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">calls</th>
            <td className={table.number}>{formatCount(baseline.count)}</td>
            <td className={table.number}>{formatCount(candidate.count)}</td>
            <td className={table.number}>
              {baseline.count > 0 ? describeRatio(candidate.count / baseline.count) : ""}
            </td>
          </tr>
          {ROWS.map((figure) => {
            const from = baseline.marks?.[figure] ?? null;
            const to = candidate.marks?.[figure] ?? null;
            return (
              <tr key={figure}>
                <th scope="row">{figure}</th>
                <td className={table.number}>
                  <Duration seconds={from} />
                </td>
                <td className={table.number}>
                  <Duration seconds={to} />
                </td>
                <td className={table.number}>{from && to !== null ? describeRatio(to / from) : ""}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
