/**
 * The small picture of a time in which calls are slow: durations by start with their median, selected calls
 * marked, that time shaded.
 */
import type { TimeItem } from "../../../../lib/analysis/why/answer.ts";
import { LOG_DURATIONS } from "../../../charts/draw/log-axis.ts";
import { makeTicks } from "../../../charts/draw/ticks.ts";
import drawing from "../../../ui/drawing.module.css";
import { fitTexts, round } from "./pictures.tsx";
import styles from "./why.module.css";

const WIDTH = 286;
const LEFT = 46;
const RIGHT = 8;
const HEIGHT = 64;
const AXIS = 18;
const TIME_ROOM = 3.4;
const DURATION_ROOM = 3;

export function TimePicture({ item }: { readonly item: TimeItem }) {
  const { picture, from, to, sentence } = item;
  const { starts, durations, selected, medians, datesFrom } = picture;
  const width = WIDTH - LEFT - RIGHT;
  const span = rangeOf(starts);
  const seconds = rangeOf(durations.filter((duration) => duration > 0));
  if (!span || !seconds) return null;
  const x = (start: number) => width * shareIn(span, start);
  const y = (duration: number) =>
    HEIGHT * (1 - shareIn(seconds.map(Math.log) as [number, number], Math.log(Math.max(duration, seconds[0]))));
  const times = makeTicks({ log: false, unit: "start", categories: null, datesFrom }, ...span, TIME_ROOM);
  const levels = makeTicks(LOG_DURATIONS, ...seconds, DURATION_ROOM);
  const part = width / medians.length;
  const line = medians.flatMap((value, i) => (value === null ? [] : [`${round((i + 0.5) * part)} ${round(y(value))}`]));
  const [left, right] = [x(from ?? span[0]), x(to ?? span[1])];
  return (
    <svg
      viewBox={`0 -4 ${WIDTH} ${HEIGHT + AXIS + 4}`}
      width={WIDTH}
      className={`${drawing.picture} ${styles.picture}`}
      role="img"
      aria-label={sentence}
    >
      <title>{sentence}</title>
      {levels.values.map((value, i) => (
        <text key={value} className={drawing.words} x={LEFT - 6} y={y(value) + 4} textAnchor="end">
          {levels.texts[i]}
        </text>
      ))}
      <g transform={`translate(${LEFT} 0)`}>
        {item.shape !== "drift" && (
          <rect className={styles.period} x={left} y={0} width={Math.max(1.5, right - left)} height={HEIGHT} />
        )}
        {levels.values.map((value) => (
          <line key={value} className={drawing.grid} x1={0} x2={width} y1={y(value)} y2={y(value)} />
        ))}
        {starts.map((start, i) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: points of one fixed picture
            key={i}
            className={selected[i] ? styles.slow : styles.usual}
            cx={round(x(start))}
            cy={round(y(durations[i] ?? 0))}
            r={selected[i] ? 1.8 : 1.4}
          />
        ))}
        <path className={styles.middle} d={`M${line.join("L")}`} />
        {from !== null && <line className={drawing.mark} x1={left} x2={left} y1={0} y2={HEIGHT} />}
        {to !== null && <line className={drawing.mark} x1={right} x2={right} y1={0} y2={HEIGHT} />}
        <line className={drawing.axis} x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} />
        {fitTexts(times.texts, times.values.map(x), width).map(({ index, middle }) => (
          <text key={index} className={drawing.words} x={round(middle)} y={HEIGHT + 13} textAnchor="middle">
            {times.texts[index]}
          </text>
        ))}
      </g>
    </svg>
  );
}

function rangeOf(values: readonly number[]): readonly [low: number, high: number] | null {
  if (values.length === 0) return null;
  return [Math.min(...values), Math.max(...values)];
}

function shareIn([low, high]: readonly [number, number], value: number): number {
  return high > low ? (value - low) / (high - low) : 0.5;
}
