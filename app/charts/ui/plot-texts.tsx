/** Texts among the marks of a chart, placed anew at each size and zoom. */
import { useMemo } from "react";
import { showText } from "../../../lib/model/shown-text.ts";
import type { ChartArea } from "../draw/area.ts";
import { fade } from "../draw/colors.ts";
import { placeMedians } from "../draw/median-labels.ts";
import { textWidth } from "../draw/text-width.ts";
import { placeUprightTicks } from "../draw/upright-ticks.ts";
import type { Figure } from "../figure.ts";

/** From a line's middle to its base line. */
const BASE = 4;
const LINE = 13;

export function PlotTexts({ figure, area }: { readonly figure: Figure; readonly area: ChartArea }) {
  const { medians, uprights, colors } = figure;
  const texts = useMemo(
    () => [
      ...placeMedians(medians ?? [], area).map(({ text, box, anchor }) => ({
        text,
        anchor,
        x: anchor === "start" ? box.left : box.right,
        y: (box.top + box.bottom) / 2,
      })),
      ...placeUprightTicks(uprights ?? [], area),
    ],
    [medians, uprights, area],
  );
  return (
    <g data-texts={texts.length}>
      {texts.map(({ text, x, y, anchor }) => {
        const shown = showText(text);
        const width = textWidth(shown);
        return (
          <g key={`${x} ${y}`}>
            {/* Lines of the grid and of rows pass behind. */}
            <rect
              x={anchor === "start" ? x - 1 : x - width}
              y={y - LINE / 2}
              width={width + 1}
              height={LINE}
              fill={fade(colors.bg, 0.8)}
            />
            <text x={x} y={y + BASE} textAnchor={anchor} fill={colors.ink2} fontFamily={colors.font} fontSize={11}>
              {shown}
            </text>
          </g>
        );
      })}
    </g>
  );
}
