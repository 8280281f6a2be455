/** Callers, the chosen name, and callees: heights are times, flows lead from one to the next. */
"use client";

import { formatCounted, formatDurationText } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { shortenTo } from "../../../charts/draw/shorten-text.ts";
import { useMeasured } from "../../../charts/ui/use-measured.ts";
import { useNameColors } from "../../../ui/name-colors.tsx";
import type { Sandwich, SandwichPart } from "./sandwich.ts";
import { type Block, layoutSandwich } from "./sandwich-layout.ts";
import styles from "./tree.module.css";

const HEIGHT = 132;
const HEAD = 24;
const BAR = 4;
/** Of texts on either side, and of the block in the middle, at most. */
const TEXT = 128;
const MIDDLE = 112;
const USUAL_WIDTH = 460;

const widthOf = ({ clientWidth }: HTMLElement) => clientWidth;

/** What is drawn beside the middle: its own time is the last callee. */
interface Part extends SandwichPart {
  readonly kind: "caller" | "callee" | "self";
}

export function SandwichDrawing({ joined, about }: { readonly joined: Sandwich; readonly about: string }) {
  const [box, width] = useMeasured<HTMLDivElement, number>(USUAL_WIDTH, widthOf);
  const colors = useNameColors();
  const classOf = (name: string | null) => `c${(name !== null && colors.get(name)) || 8}`;
  const own: Part = { kind: "self", name: joined.name, seconds: joined.self, calls: joined.calls, names: 1 };
  const callers = joined.callers.map((part): Part => ({ ...part, kind: "caller" }));
  const callees = joined.callees.map((part): Part => ({ ...part, kind: "callee" }));
  const layout = layoutSandwich(callers, joined.self > 0 ? [...callees, own] : callees, HEIGHT);
  const text = Math.min(TEXT, width * 0.28);
  const middle = Math.min(MIDDLE, width * 0.24);
  const [left, right] = [(width - middle) / 2, (width + middle) / 2];
  const ends = { left: text + 8, right: width - text - 8 };
  const y = HEAD + layout.y;
  return (
    <div ref={box} className={styles.joined}>
      <svg width={width} height={HEAD + layout.whole + 8} role="img" aria-label={describeFlows(joined)}>
        <text x={text} y="14" textAnchor="end">
          Callers
        </text>
        <text x={width / 2} y="14" textAnchor="middle">
          Chosen
        </text>
        <text x={ends.right + BAR + 8} y="14">
          Callees
        </text>
        {layout.callers.map((block, index) => (
          <g
            key={block.part.name ?? `other ${index}`}
            className={block.part.name === null && block.part.names === 1 ? styles.none : classOf(block.part.name)}
          >
            <path className={styles.flow} d={flow(ends.left, HEAD + block.y, left, HEAD + block.at, block.height)} />
            <rect x={ends.left - BAR} y={HEAD + block.y} width={BAR} height={block.height} />
            <BlockText block={block} about={about} x={ends.left - BAR - 6} anchor="end" room={text} />
          </g>
        ))}
        {layout.callees.map((block, index) => (
          <g
            key={block.part.kind === "self" ? "self" : (block.part.name ?? `other ${index}`)}
            className={classOf(block.part.name)}
          >
            <path className={styles.flow} d={flow(right, HEAD + block.at, ends.right, HEAD + block.y, block.height)} />
            <rect x={ends.right} y={HEAD + block.y} width={BAR} height={block.height} />
            <BlockText block={block} about={about} x={ends.right + BAR + 6} anchor="start" room={text} />
          </g>
        ))}
        <Middle
          joined={joined}
          about={about}
          x={left}
          y={y}
          width={middle}
          layout={layout}
          className={classOf(joined.name)}
        />
      </svg>
    </div>
  );
}

function flow(x: number, y: number, toX: number, toY: number, height: number): string {
  const half = (x + toX) / 2;
  return `M${x} ${y}C${half} ${y} ${half} ${toY} ${toX} ${toY}v${height}C${half} ${toY + height} ${half} ${y + height} ${x} ${y + height}z`;
}

interface BlockTextProps {
  readonly block: Block<Part>;
  readonly about: string;
  readonly x: number;
  readonly anchor: "start" | "end";
  readonly room: number;
}

function BlockText({ block: { part, y, height }, about, x, anchor, room }: BlockTextProps) {
  const middle = HEAD + y + height / 2;
  const time = `${about}${formatDurationText(part.seconds)}`;
  const [first, second] = nameLines(part, time);
  return (
    <g textAnchor={anchor}>
      <title>{`${first}${second === "" ? "" : `, ${second}`}`}</title>
      <text className={styles.partName} x={x} y={second === "" ? middle + 4 : middle - 3}>
        {shortenTo(first, room - 4)}
      </text>
      {second !== "" && (
        <text x={x} y={middle + 12}>
          {shortenTo(second, room - 4)}
        </text>
      )}
    </g>
  );
}

function nameLines({ kind, name, names, calls }: Part, time: string): readonly [string, string] {
  if (kind === "self") return [`self ${time}`, ""];
  const figures = `${time} ${formatCounted(calls, "call")}`;
  if (name !== null) return [formatText(name), figures];
  return names > 1 ? [`${names} others`, figures] : ["no caller", figures];
}

interface MiddleProps {
  readonly joined: Sandwich;
  readonly about: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly layout: ReturnType<typeof layoutSandwich<Part>>;
  readonly className: string;
}

function Middle({ joined, about, x, y, width, layout, className }: MiddleProps) {
  const self = layout.callees.find(({ part }) => part.kind === "self");
  const inside = layout.height - (self?.height ?? 0);
  const time = (seconds: number) => `${about}${formatDurationText(seconds)}`;
  const isLeaf = joined.callees.length === 0;
  const center = x + width / 2;
  const texts = [formatText(joined.name), time(joined.total), `mean ${time(joined.total / joined.calls)}`];
  const top = y + (isLeaf ? layout.height : inside) / 2 - 16;
  return (
    <g className={className} textAnchor="middle">
      <rect className={styles.inside} x={x} y={y} width={width} height={isLeaf ? 0 : inside} />
      {self && <rect x={x} y={isLeaf ? y : y + inside} width={width} height={isLeaf ? layout.height : self.height} />}
      {texts.map((text, index) => (
        <text
          key={text}
          className={`${index === 0 ? styles.middleName : styles.middleText} ${isLeaf && self ? styles.onSolid : styles.onTint}`}
          fill="currentColor"
          x={center}
          y={top + 4 + 16 * index}
        >
          {shortenTo(text, width - 8)}
        </text>
      ))}
      {self && !isLeaf && (
        <text
          className={`${styles.middleText} ${styles.onSolid}`}
          fill="currentColor"
          x={center}
          y={y + inside + self.height / 2 + 4}
        >
          {shortenTo(`self ${time(joined.self)}`, width - 8)}
        </text>
      )}
    </g>
  );
}

function describeFlows({ name, callers, callees, self }: Sandwich): string {
  const list = (parts: readonly SandwichPart[], none: string) =>
    parts
      .map((part) => {
        const who = part.name !== null ? formatText(part.name) : part.names > 1 ? `${part.names} others` : none;
        return `${who} ${formatDurationText(part.seconds)}`;
      })
      .join(", ") || "nothing";
  return `${formatText(name)} is called by ${list(callers, "no caller")}, and calls ${list(callees, "")}. Self ${formatDurationText(self)}.`;
}
