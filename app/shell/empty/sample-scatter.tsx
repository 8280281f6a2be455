/** A small picture of what tags are good for. The points are made up, and the page says so. */
import styles from "./empty.module.css";

const WIDTH = 380;
const HEIGHT = 190;
const POINTS = 160;

/** The same points in every browser and on the server: a fixed sequence instead of chance. */
function makePoints(): readonly (readonly [x: number, y: number])[] {
  let state = 7;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: POINTS }, () => {
    const size = (next() + next() + next()) / 3;
    const noise = (next() - 0.5 + next() - 0.5) * 0.14;
    return [round(size * WIDTH), round((1 - (0.06 + size * 0.86 + noise)) * HEIGHT)] as const;
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const X_TICKS = ["1 kB", "10 kB", "100 kB", "1 MB"];
const Y_TICKS = ["1 s", "100 ms", "10 ms", "1 ms"];

export function SampleScatter() {
  return (
    <svg
      className={styles.scatter}
      viewBox={`-52 -8 ${WIDTH + 76} ${HEIGHT + 46}`}
      role="img"
      aria-label="An example: the duration of compress grows with its tag bytes"
    >
      {X_TICKS.map((text, index) => {
        const x = (WIDTH / 3) * index;
        return (
          <g key={text}>
            <path d={`M${x} 0V${HEIGHT}`} className={styles.grid} />
            <text x={x} y={HEIGHT + 16} textAnchor="middle">
              {text}
            </text>
          </g>
        );
      })}
      {Y_TICKS.map((text, index) => {
        const y = (HEIGHT / 3) * index;
        return (
          <g key={text}>
            <path d={`M0 ${y}H${WIDTH}`} className={styles.grid} />
            <text x={-8} y={y + 4} textAnchor="end">
              {text}
            </text>
          </g>
        );
      })}
      <g className={styles.points}>
        {makePoints().map(([x, y]) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r="2.3" />
        ))}
      </g>
      <text x={WIDTH / 2} y={HEIGHT + 33} textAnchor="middle" className={styles.axisTitle}>
        bytes (log)
      </text>
    </svg>
  );
}
