/** An icicle as a drawing: bars, folds, their labels and the axis of time above them. It knows nothing of what they mean. */
import type { SVGProps } from "react";
import { textWidth } from "../draw/text-width.ts";
import { makeTicks } from "../draw/ticks.ts";
import { type FittedLabel, fitLabel, LABEL_GAP, type LabelParts, nameWidth } from "./fit-label.ts";
import styles from "./icicle.module.css";
import type { FoldBar, IcicleBar, IcicleLayout, RowBar } from "./layout-bars.ts";

export const AXIS_HEIGHT = 18;

export interface IcicleProps {
  readonly layout: IcicleLayout;
  /** The same as for the layout, pixels. */
  readonly width: number;
  readonly rowHeight: number;
  /** Of bars, in a document. */
  readonly idOf: (bar: IcicleBar) => string;
  /** Sets the colours inside: `c1`. */
  readonly classOf: (row: number) => string;
  readonly labelOf: (row: number) => LabelParts;
  /** Attributes of all bars together. */
  readonly tree: SVGProps<SVGGElement>;
  /** Attributes of a bar: its name, its state, what it does. */
  readonly propsOf: (bar: IcicleBar) => object;
  /** Bars to mark, by id; null for none. */
  readonly chosen: string | null;
  readonly hovered: string | null;
}

export function Icicle(props: IcicleProps) {
  const { layout, width, rowHeight, idOf, propsOf } = props;
  const pattern = `${idOf({ kind: "fold", row: -1, from: null, count: 0, level: 0, x: 0, width: 0 })}-lines`;
  return (
    <>
      <defs>
        <pattern id={pattern} width="4" height="4" patternUnits="userSpaceOnUse">
          <path className={styles.lines} d="M1.5 0v4" />
        </pattern>
      </defs>
      <Axis extent={layout.extent} width={width} />
      <g {...props.tree} className={styles.bars}>
        {layout.bars.map((bar) => (
          <g
            key={idOf(bar)}
            id={idOf(bar)}
            className={bar.kind === "row" ? `${styles.bar} ${props.classOf(bar.row)}` : styles.bar}
            transform={`translate(${Math.round(bar.x)} ${AXIS_HEIGHT + bar.level * rowHeight})`}
            {...propsOf(bar)}
          >
            {bar.kind === "row" ? (
              <Row bar={bar} height={rowHeight - 1} />
            ) : (
              <Fold bar={bar} height={rowHeight - 1} pattern={pattern} />
            )}
          </g>
        ))}
      </g>
      {/* Apart from the bars, whose names say the same in other words. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it has the focus */}
      <g aria-hidden="true" className={styles.labels}>
        {layout.bars.map((bar) => (
          <g
            key={idOf(bar)}
            className={bar.kind === "row" ? props.classOf(bar.row) : undefined}
            transform={`translate(${Math.round(bar.x)} ${AXIS_HEIGHT + bar.level * rowHeight})`}
          >
            {bar.kind === "row" ? (
              <RowLabel bar={bar} height={rowHeight - 1} label={props.labelOf(bar.row)} />
            ) : (
              <FoldLabel bar={bar} height={rowHeight - 1} />
            )}
          </g>
        ))}
      </g>
      {/* Above their neighbours. */}
      {layout.bars.map((bar) => {
        const id = idOf(bar);
        return id === props.hovered || id === props.chosen ? (
          <Ring key={id} bar={bar} rowHeight={rowHeight} isChosen={id === props.chosen} />
        ) : null;
      })}
    </>
  );
}

interface RingProps {
  readonly bar: IcicleBar;
  readonly rowHeight: number;
  readonly isChosen: boolean;
}

/** Around a bar: a line in ink where the pointer is, in the accent colour around what was chosen. */
function Ring({ bar, rowHeight, isChosen }: RingProps) {
  const box = {
    x: Math.round(bar.x),
    y: AXIS_HEIGHT + bar.level * rowHeight,
    width: spanOf(bar),
    height: rowHeight - 1,
  };
  if (!isChosen) return <rect className={styles.hovered} {...box} />;
  return (
    <>
      <rect className={styles.rim} {...box} />
      <rect
        className={styles.chosen}
        {...box}
        x={box.x - 1}
        y={box.y - 1}
        width={box.width + 2}
        height={box.height + 2}
        rx="1"
      />
    </>
  );
}

/** Whole pixels, a pixel of background before the next one. */
function spanOf({ x, width }: Pick<IcicleBar, "x" | "width">): number {
  const whole = Math.round(x + width) - Math.round(x);
  return Math.max(1, whole > 2 ? whole - 1 : whole);
}

const PADDING = 6;

/** The parts of a bar from the left: time in children, what ran at once with it, its own time. */
function splitRow(bar: RowBar) {
  const width = spanOf(bar);
  const self = Math.min(width, Math.round(bar.self));
  const isWhole = bar.width - bar.self - bar.inside < 1;
  const inside = isWhole ? width - self : Math.min(width - self, Math.round(bar.inside));
  return { width, self, inside, free: width - self - inside };
}

function Row({ bar, height }: { readonly bar: RowBar; readonly height: number }) {
  const { width, self, inside, free } = splitRow(bar);
  return (
    <>
      {free > 0 && (
        <rect className={styles.free} x={inside + 0.5} y="0.5" width={Math.max(0, free - 1)} height={height - 1} />
      )}
      {inside > 0 && <rect className={styles.tint} width={inside} height={height} />}
      {self > 0 && <rect className={styles.solid} x={width - self} width={self} height={height} />}
    </>
  );
}

interface RowLabelProps {
  readonly bar: RowBar;
  readonly height: number;
  readonly label: LabelParts;
}

/** In one part of a bar, as another colour needs another ink: in the first with room for the name, or the widest. */
function RowLabel({ bar, height, label }: RowLabelProps) {
  const { width, self, inside, free } = splitRow(bar);
  const parts = [
    { x: 0, width: inside, look: styles.onTint },
    { x: inside, width: free, look: styles.onTint },
    { x: width - self, width: self, look: styles.onSolid },
  ];
  const fits = parts.find((part) => nameWidth(label.name) <= part.width - 2 * PADDING);
  const place = fits ?? parts.reduce((widest, part) => (part.width > widest.width ? part : widest));
  const room = place.width - 2 * PADDING;
  const fitted = fitLabel(label, room);
  if (fitted.name === null && fitted.tag === null) return null;
  const [x, look, middle] = [place.x + PADDING, place.look, height / 2];
  if (label.below === undefined || textWidth(label.below, SMALL) > room)
    return <Label label={fitted} x={x} y={middle} look={look} />;
  return (
    <>
      <Label label={fitted} x={x} y={middle - LINE / 2} look={look} />
      <text fill="currentColor" className={`${styles.label} ${styles.below} ${look}`} x={x} y={middle + LINE / 2}>
        {label.below}
      </text>
    </>
  );
}

/** Between two lines of a label, pixels. */
const LINE = 14;
const SMALL = 11;

interface FittedProps {
  readonly label: FittedLabel;
  readonly x: number;
  readonly y: number;
  readonly look: string | undefined;
}

function Label({ label: { name, tag, facts }, x, y, look }: FittedProps) {
  const parts = [
    ...(name === null ? [] : [{ text: name, look: styles.name }]),
    ...(tag === null ? [] : [{ text: tag, look: styles.tag }]),
    ...facts.map((text) => ({ text, look: styles.fact })),
  ];
  return (
    <text fill="currentColor" className={`${styles.label} ${look}`} x={x} y={y}>
      {parts.map((part, index) => (
        <tspan key={part.text} className={part.look} dx={index === 0 ? undefined : LABEL_GAP}>
          {part.text}
        </tspan>
      ))}
    </text>
  );
}

/** From how many pixels on a fold has room for `3 more`, and for `+3`. */
const WORDS = 54;
const COUNT = 16;

interface FoldProps {
  readonly bar: FoldBar;
  readonly height: number;
  readonly pattern: string;
}

function Fold({ bar, height, pattern }: FoldProps) {
  const width = spanOf(bar);
  return (
    <>
      <rect className={styles.fold} width={width} height={height} />
      <rect fill={`url(#${pattern})`} width={width} height={height} />
    </>
  );
}

function FoldLabel({ bar, height }: Omit<FoldProps, "pattern">) {
  const width = spanOf(bar);
  const text = width >= WORDS ? `${bar.count} more` : `+${bar.count}`;
  const plate = Math.ceil(textWidth(text, 12)) + 6;
  if (width < COUNT || plate > width) return null;
  return (
    <>
      <rect
        className={styles.plate}
        x={Math.round((width - plate) / 2)}
        y={Math.round((height - 16) / 2)}
        width={plate}
        height="16"
      />
      <text fill="currentColor" className={`${styles.label} ${styles.count}`} x={width / 2} y={height / 2}>
        {text}
      </text>
    </>
  );
}

/** Room for a tick's text, pixels. */
const TICK = 110;

function Axis({ extent, width }: { readonly extent: number; readonly width: number }) {
  if (!(extent > 0)) return null;
  const scale = { log: false, unit: "duration", categories: null } as const;
  const { values, texts } = makeTicks(scale, 0, extent, Math.max(2, width / TICK));
  return (
    <g className={styles.axis}>
      {values.map((value, index) => {
        const x = Math.round((width * value) / extent);
        const text = value === 0 ? "0 s" : (texts[index] ?? "");
        const fits = x + 4 + textWidth(text) <= width;
        return (
          <g key={value} transform={`translate(${Math.min(x, width - 1)} 0)`}>
            <path className={styles.tick} d={`M.5 ${AXIS_HEIGHT - 6}v5`} />
            {fits && (
              <text x="4" y="11">
                {text}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
