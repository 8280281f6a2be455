/** Cells that the tables of a comparison have in common. */

import type { ReactNode } from "react";
import type { ColorIndex } from "../../../lib/model/colors.ts";
import { formatDuration, formatDurationText, formatRawSeconds } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { Swatch } from "../../ui/chip.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import table from "../../ui/table/table.module.css";
import values from "../../ui/values.module.css";
import styles from "./table.module.css";
import { describeChange, describeSigned } from "./words.ts";

interface NameCellProps {
  readonly name: string;
  readonly colorIndex: ColorIndex;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** Shows a name in detail. */
export function NameCell({ name, colorIndex, chosen, onChoose }: NameCellProps) {
  const text = formatText(name);
  return (
    <th scope="row">
      <button
        type="button"
        className={table.name}
        aria-pressed={chosen}
        aria-label={text}
        title={text}
        onClick={onChoose}
      >
        <Swatch colorIndex={colorIndex} />
        <span>
          <ShownText text={name} cut />
        </span>
      </button>
    </th>
  );
}

interface SignedProps {
  readonly seconds: number;
  /** The 95 % interval, where it is known. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** What it is the difference of. */
  readonly of?: { readonly baseline: number; readonly candidate: number };
}

/** A difference with its sign; ink follows magnitude. */
export function Signed({ seconds, low, high, of }: SignedProps) {
  const { figure, unit } = formatDuration(seconds);
  const look = seconds === 0 ? values.none : (INKS[unit] ?? values.long);
  const known = low !== undefined && high !== undefined;
  const from =
    of &&
    `; ${formatDurationText(of.baseline)} to ${formatDurationText(of.candidate)}, ${describeChange(of.baseline, of.candidate)}`;
  const interval = known ? `; 95 % interval ${describeSigned(low)} to ${describeSigned(high)}` : "";
  return (
    <span className={`${values.duration} ${look}`} title={`${formatRawSeconds(seconds)}${from ?? ""}${interval}`}>
      {`${seconds > 0 ? "+" : ""}${figure}`}
      <span className={values.unit}> {unit}</span>
    </span>
  );
}

const INKS: Readonly<Record<string, string | undefined>> = { ns: values.small, µs: values.small, ms: "" };

const SIGNS: Readonly<Record<string, string | undefined>> = { faster: "▼", slower: "▲", mixed: "◆", undecided: "◌" };

interface MarkedProps {
  /** A verdict or a direction. */
  readonly as: string;
  /** A class; by default that of the verdict. */
  readonly look?: string | undefined;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A verdict: never by colour alone, always with a sign and a word. */
export function Marked({ as, look = styles[as] ?? "", title, children }: MarkedProps) {
  return (
    <span className={`${styles.verdict} ${look}`} title={title}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[as] ?? "–"}
      </span>
      {children}
    </span>
  );
}
