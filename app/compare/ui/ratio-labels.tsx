/** The labels of a ratio axis, for the head of a column. */
import { fitLabels, textWidth } from "../../charts/draw/text-width.ts";
import { placeRatio, type RatioAxis } from "./ratio-axis.ts";

interface RatioLabelsProps {
  readonly axis: RatioAxis;
  /** Of the column, pixels. */
  readonly width: number;
  /** At either end, where the axis does not reach, pixels. */
  readonly pad: number;
}

export function RatioLabels({ axis, width, pad }: RatioLabelsProps) {
  const labels = fitLabels(
    axis.ticks.map(({ ratio }) => pad + placeRatio(axis, ratio, width - 2 * pad)),
    { lengths: axis.ticks.map(({ text }) => textWidth(text)), low: 0, high: width, gap: 5 },
  );
  return (
    <svg width={width} height="14" aria-hidden="true">
      {labels.map(({ index, middle }) => (
        <text key={index} x={middle} y="11" textAnchor="middle">
          {axis.ticks[index]?.text}
        </text>
      ))}
    </svg>
  );
}
