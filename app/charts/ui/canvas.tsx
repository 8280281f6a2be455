/** The plot area: Plotly's drawing, the overlay, and pointer and keyboard handling. */
"use client";

import { type RefObject, useImperativeHandle, useRef, useState, type WheelEvent } from "react";
import { useKey } from "../../ui/keys/keys.ts";
import type { Region } from "../draw/region.ts";
import type { Figure } from "../figure.ts";
import type { Tip, Trend } from "../model.ts";
import { PlotOverlay, PlotTip } from "./overlay.tsx";
import styles from "./plot.module.css";
import { savePlot } from "./save-picture.ts";
import { type Pointed, useDrawing } from "./use-drawing.ts";
import { useSelecting } from "./use-selecting.ts";

/** Actions the toolbar can trigger. */
export interface CanvasHandle {
  fit: () => void;
  /** Saves the plot as a picture, headed by its label and legend. */
  save: () => void;
}

interface PlotCanvasProps {
  readonly ref: RefObject<CanvasHandle | null>;
  readonly figure: Figure;
  /** Zoom is kept while this stays the same. */
  readonly revision: string;
  /** One-sentence text alternative. */
  readonly label: string;
  readonly region: Region | null;
  /** What a drag draws. */
  readonly tool: Region["kind"];
  readonly describeRegion: (region: Region) => string;
  /** The row hovered elsewhere on the page. */
  readonly hovered: number | undefined;
  /** The trend whose band shows without hovering: the selection's. */
  readonly band: Trend | undefined;
  readonly onDrawn: (figure: Figure) => void;
  readonly onHover: ((row: number | undefined) => void) | undefined;
  /** Null if nothing can be selected. */
  readonly onSelect: ((region: Region) => void) | null;
  readonly onOpen: ((row: number) => void) | undefined;
}

interface Shown {
  readonly tip: Tip | undefined;
  readonly row: number | undefined;
  readonly pointed: Pointed;
}

function bandOf(figure: Figure, row: number | undefined): Trend | undefined {
  if (row === undefined || figure.trends.length === 0) return undefined;
  return figure.trends.find(({ group }) => group.rows.includes(row));
}

export function PlotCanvas(props: PlotCanvasProps) {
  const { ref, figure, revision, label, region, tool, describeRegion, hovered, band, onDrawn, onHover, onSelect } =
    props;
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>();
  const point = (pointed: Pointed | undefined) => {
    const row = pointed && figure.rowAt(pointed.trace, pointed.point);
    setShown(pointed && { tip: figure.tips(pointed.trace, pointed.point), row, pointed });
    if (row !== shown?.row) onHover?.(row);
  };
  const { area, library, fit } = useDrawing(place, { figure, revision, onDrawn, onPoint: point });
  const select = useSelecting({
    area,
    frames: figure.frames,
    region,
    tool,
    onSelect,
    onClick: () => {
      if (shown?.row !== undefined) props.onOpen?.(shown.row);
    },
  });
  const drawn = select.draft ?? region;
  useImperativeHandle(ref, () => ({
    fit,
    save: () => {
      if (library && place.current) void savePlot(library, place.current, figure, label);
    },
  }));
  useKey("f", "Fit the chart to its data", fit);
  const row = hovered ?? shown?.row;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset holds controls; this is a picture that keys act on
    <div
      ref={frame}
      role="group"
      aria-label={onSelect ? "Chart: Enter selects, arrows move, Shift and arrows resize, Escape clears" : "Chart"}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys select in it, and the wheel zooms when it is focused
      tabIndex={0}
      className={styles.canvas}
      style={{ cursor: onSelect ? select.cursor : undefined }}
      {...select.handlers}
      onPointerLeave={() => point(undefined)}
      onDoubleClick={fit}
      onWheelCapture={(event: WheelEvent) => {
        if (document.activeElement !== frame.current) event.stopPropagation();
      }}
    >
      <div ref={place} className={styles.drawing} role="img" aria-label={label} />
      {area && (
        <PlotOverlay
          figure={figure}
          area={area}
          region={figure.pick ? drawn : null}
          label={drawn ? describeRegion(drawn) : ""}
          hovered={row}
          band={bandOf(figure, row) ?? band}
        />
      )}
      {shown?.tip && !select.dragging && <PlotTip tip={shown.tip} x={shown.pointed.x} y={shown.pointed.y} />}
    </div>
  );
}
