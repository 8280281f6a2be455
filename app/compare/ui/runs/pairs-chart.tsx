/** Each call of both sides as a dot: how much its time changed, by its time in A. */
"use client";

import { formatFloor } from "../../../../lib/analysis/compare/run-words.ts";
import { formatDurationText, formatTenths } from "../../../../lib/model/format.ts";
import type { ComparePairsAnswer } from "../../../../lib/queries/compare-pairs.ts";
import { quantile } from "../../../../lib/stats/order.ts";
import drawing from "../../../ui/drawing.module.css";
import { DurationAxis, useChartSize } from "../chart-frame.tsx";
import { makeScales } from "../curve-geometry.ts";
import curves from "../curves.module.css";
import { makeRunAxis, placeRatio } from "../ratio-axis.ts";
import styles from "./runs.module.css";

interface PairsChartProps {
  readonly title: string;
  readonly answer: ComparePairsAnswer;
  /** Of the time of all these calls, as a ratio less 1; null if it is not known. */
  readonly change: number | null;
  readonly floor: number | null;
  readonly verdict: string;
}

/** So many of the dots decide how far the axis reaches: single calls may take many times as long. */
const MOST = 0.98;
/** Below the top of the axis and above its bottom, pixels, for dots that lie at its ends. */
const EDGE = 6;
const LABEL = 128;

export function PairsChart({ title, answer, change, floor, verdict }: PairsChartProps) {
  const [ref, size] = useChartSize();
  const scales = makeScales(
    answer.pairs.map(({ baseline }) => baseline),
    { ...size, width: size.width - LABEL },
  );
  const { left, right, top, bottom, x } = scales;
  const ratios = answer.pairs.map(({ baseline, candidate }) => candidate / baseline);
  const sizes = Float64Array.from(ratios, (ratio) => Math.max(ratio, 1 / ratio)).sort();
  const axis = makeRunAxis([sizes.length > 0 ? quantile(sizes, MOST) : 1, 1 + (floor ?? 0), 1 + (change ?? 0)]);
  const y = (ratio: number) => Number((bottom - EDGE - placeRatio(axis, ratio, bottom - top - 2 * EDGE)).toFixed(1));
  const look = verdict === "faster" ? styles.faster : verdict === "slower" ? styles.slower : styles.plain;
  const { of, faster, pairs } = answer;
  return (
    <div className={curves.box} ref={ref}>
      <svg
        className={curves.chart}
        width={size.width}
        height={size.height}
        role="img"
        aria-label={`Pairs of ${title}: ${of} calls of both sides, ${faster} faster in B${change === null ? "" : `, ${formatTenths(change)} of their time`}`}
      >
        {floor !== null && (
          <g>
            <rect
              className={styles.band}
              x={left}
              width={right - left}
              y={y(1 + floor)}
              height={y(1 / (1 + floor)) - y(1 + floor)}
            />
            <path
              className={styles.edge}
              d={`M${left} ${y(1 + floor)}H${right}M${left} ${y(1 / (1 + floor))}H${right}`}
            />
            <text x={right + 8} y={y(1) + 4}>
              {/* Of a wide one, both ends do not fit; the axis has them. */}
              {floor <= 0.1 ? `${formatFloor(floor)}, same code` : "same code"}
            </text>
          </g>
        )}
        {axis.ticks.map(({ ratio, text }) => (
          <g key={ratio}>
            <path className={ratio === 1 ? styles.zero : drawing.grid} d={`M${left} ${y(ratio)}H${right}`} />
            <text x={left - 8} y={y(ratio) + 4} textAnchor="end">
              {text}
            </text>
          </g>
        ))}
        <DurationAxis scales={scales} />
        <g className={look}>
          {pairs.map(({ baseline, candidate }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no other identity, and are never rearranged
            <circle key={index} className={styles.pair} cx={x(baseline)} cy={y(candidate / baseline)} r="2.4">
              {pairs.length <= NAMED && (
                <title>{`${formatDurationText(baseline)} to ${formatDurationText(candidate)}, ${formatTenths(candidate / baseline - 1)}`}</title>
              )}
            </circle>
          ))}
          {change !== null && (
            <>
              <path className={styles.level} d={`M${left} ${y(1 + change)}H${right + 6}`} />
              <text
                className={styles.levelText}
                x={right + 8}
                y={
                  y(1 + change) +
                  4 +
                  (floor !== null && Math.abs(y(1 + change) - y(1)) < 14 ? (change < 0 ? 14 : -14) : 0)
                }
              >
                {`${formatTenths(change)} of the total`}
              </text>
            </>
          )}
        </g>
      </svg>
    </div>
  );
}

/** Of more dots, none has a title of its own. */
const NAMED = 400;
