/** Two densities on one axis: the rest filled grey, the selection outlined; each scaled to its own peak. */
import type { DensityPair } from "../../../../lib/stats/density-pair.ts";
import { makeShareOf } from "../../../../lib/stats/number-bins.ts";
import { makeTicks, type TickScale } from "../../../charts/draw/ticks.ts";
import styles from "./pictures.module.css";

interface DensitiesProps {
  readonly pair: DensityPair;
  readonly unit: TickScale["unit"];
  /** The same in words. */
  readonly label: string;
}

const WIDTH = 286;
const LEFT = 78;
const RIGHT = 8;
const HEIGHT = 36;
const AXIS = 18;
const ROOM = 3.4;

export function Densities({ pair: { low, high, log, rest, selected }, unit, label }: DensitiesProps) {
  const width = WIDTH - LEFT - RIGHT;
  const isLog = log && low > 0;
  const ticks = makeTicks({ log: isLog, unit, categories: null }, low, high, ROOM);
  const share = makeShareOf({ low, high, log: isLog });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT + AXIS}`}
      width={WIDTH}
      className={styles.picture}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <text className={styles.side} x={LEFT - 10} y={14} textAnchor="end">
        selection
      </text>
      <text className={styles.side} x={LEFT - 10} y={30} textAnchor="end">
        the rest
      </text>
      <g transform={`translate(${LEFT} 0)`}>
        {ticks.values.map((value, i) => (
          <g key={value}>
            <line className={styles.grid} x1={share(value) * width} x2={share(value) * width} y1={0} y2={HEIGHT} />
            <text className={styles.tick} x={share(value) * width} y={HEIGHT + 13} textAnchor={anchor(share(value))}>
              {ticks.texts[i]}
            </text>
          </g>
        ))}
        <path className={styles.crowd} d={`${outlineDensity(rest, width, HEIGHT)}Z`} />
        <path className={styles.shape} d={outlineDensity(selected, width, HEIGHT)} />
        <line className={styles.ground} x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} />
      </g>
    </svg>
  );
}

/**
 * Heights from 0 to 1 as the outline of a picture, from its left end to its right one; empty where nothing has a height.
 * @param height of the peak; y grows downward, the ground is at `height`
 */
export function outlineDensity(heights: readonly number[], width: number, height: number): string {
  if (!heights.some((each) => each > 0)) return "";
  const step = width / heights.length;
  const points = heights.map((each, i) => `${round((i + 0.5) * step)} ${round(height * (1 - each))}`);
  return `M0 ${height}L${points.join("L")}L${width} ${height}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Texts at the ends stay inside. */
function anchor(share: number): "start" | "middle" | "end" {
  return share < 0.06 ? "start" : share > 0.94 ? "end" : "middle";
}
