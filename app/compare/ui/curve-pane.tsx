/** The duration distributions of the chosen name: as curves, histograms or a table. */
"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, use, useRef, useState } from "react";
import { compareNameSql } from "../../../lib/analysis/compare/shown-sql.ts";
import { aboutOf } from "../../../lib/model/basis.ts";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { saveDrawing } from "../../charts/ui/save-picture.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { About, type Certainty, certaintyOf } from "../../ui/about.tsx";
import { Button } from "../../ui/button.tsx";
import { Badge } from "../../ui/chip.tsx";
import { Duration } from "../../ui/duration.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { Segments } from "../../ui/select.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import { parseView } from "../address.ts";
import styles from "./curves.module.css";
import { keepInAddress } from "./detail-state.ts";
import { EcdfChart } from "./ecdf-chart.tsx";
import { HistogramChart } from "./histogram-chart.tsx";
import { describeChange, shortLabel } from "./words.ts";

interface CurvePaneProps {
  readonly spread: Promise<QueryOutcome<CompareNameAnswer>>;
  /** From all spans, if that was from a sample; null until it has arrived. */
  readonly exact?: CompareNameAnswer | null;
  readonly answer: CompareStart;
  /** Each call of both sides; null where they are not paired, undefined until that is known. */
  readonly pairs: PairsPart | null | undefined;
}

export interface PairsPart {
  readonly title: ReactNode;
  readonly summary: string;
  /** Null until it is known. */
  readonly chart: ReactNode | null;
}

const OPTIONS = [
  ["pairs", "Pairs"],
  ["ecdf", "ecdf"],
  ["histogram", "histogram"],
] as const;

export function CurvePane({ spread, exact = null, answer, pairs }: CurvePaneProps) {
  const first = use(spread);
  const outcome = exact ? { ok: true as const, value: exact } : first;
  const params = useSearchParams();
  const [asked, setCurve] = useState(() => parseView(new URLSearchParams(params)).curve);
  // Of a sample, a curve is drawn at once, long before pairs are known; it stays.
  const usual = first.ok && !first.value.basis.exact ? "ecdf" : "pairs";
  const wanted = asked ?? usual;
  const curve = wanted === "pairs" && pairs === null ? "ecdf" : wanted;
  const [table, setTable] = useState(false);
  const pane = useRef<HTMLElement>(null);
  if (!outcome.ok) return <p className="notice">{outcome.message}</p>;
  const spreads = outcome.value;
  const certainty = first.ok ? certaintyOf(first.value.basis, spreads.basis) : "exact";
  const about = aboutOf(spreads.basis);
  const zeros = spreads.baseline.zeros + spreads.candidate.zeros;
  const choose = (next: typeof curve) => {
    setCurve(next);
    keepInAddress({ curve: next });
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
        {...(curve === "pairs" && pairs ? { title: pairs.title } : { named: formatText(spreads.name) })}
        summary={curve === "pairs" && pairs ? pairs.summary : SUMMARIES[curve]}
        actions={
          <>
            <SqlButton
              sql={compareNameSql(answer.baseline, answer.candidate, spreads.name)}
              pane={spreads.name ? formatText(spreads.name) : "the chosen name"}
            />
            <ExportMenu pane="durations" png={save} />
          </>
        }
      />
      <div className={styles.tools}>
        {curve === "pairs" ? (
          <span className={styles.legend} />
        ) : (
          <ul className={styles.legend} aria-label="Legend">
            <li>
              <i />A {shortLabel(answer.baseline)}, {about}
              {formatCounted(spreads.baseline.count, "call")}
            </li>
            <li>
              <i className={styles.b} />B {shortLabel(answer.candidate)}, {about}
              {formatCounted(spreads.candidate.count, "call")}
            </li>
          </ul>
        )}
        {zeros > 0 && curve !== "pairs" && (
          <Badge>
            {about}
            {formatCount(zeros)} at 0 not drawn
          </Badge>
        )}
        <Button look="ghost" small aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? "Show as chart" : "Show as table"}
        </Button>
        <Segments
          label="Chart"
          options={OPTIONS.filter(([one]) => one !== "pairs" || pairs !== null)}
          value={curve}
          onChange={choose}
        />
      </div>
      {table ? (
        <SpreadTable spread={spreads} certainty={certainty} />
      ) : curve === "pairs" ? (
        (pairs?.chart ?? <SkeletonRows count={6} />)
      ) : (
        <Chart spread={spreads} />
      )}
    </section>
  );
}

const SUMMARIES = {
  pairs: "",
  ecdf: "share of calls at or below a duration",
  histogram: "share of calls by duration",
} as const;

interface SpreadTableProps {
  readonly spread: CompareNameAnswer;
  readonly certainty?: Certainty;
}

const ROWS = ["p50", "p75", "p90", "p95", "p99", "p99.9", "max"] as const;

/** The chart's figures as a table. */
export function SpreadTable({ spread: { name, baseline, candidate }, certainty = "exact" }: SpreadTableProps) {
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
            <td className={table.number}>
              <About certainty={certainty}>{formatCount(baseline.count)}</About>
            </td>
            <td className={table.number}>
              <About certainty={certainty}>{formatCount(candidate.count)}</About>
            </td>
            <td className={table.number}>
              {baseline.count > 0 && (
                <About certainty={certainty}>{describeChange(baseline.count, candidate.count)}</About>
              )}
            </td>
          </tr>
          {ROWS.map((figure) => {
            const from = baseline.marks?.[figure] ?? null;
            const to = candidate.marks?.[figure] ?? null;
            // The longest of all may be longer than that of a sample.
            const mark = figure === "max" ? "≥" : "≈";
            return (
              <tr key={figure}>
                <th scope="row">{figure}</th>
                <td className={table.number}>
                  <About certainty={certainty} mark={mark}>
                    <Duration seconds={from} />
                  </About>
                </td>
                <td className={table.number}>
                  <About certainty={certainty} mark={mark}>
                    <Duration seconds={to} />
                  </About>
                </td>
                <td className={table.number}>
                  {from !== null && to !== null && <About certainty={certainty}>{describeChange(from, to)}</About>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
