/** Formats one cell of a result. */

import { readDate, toLocal, zoneOffset } from "../../../lib/model/dates.ts";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatRawSeconds,
  formatStart,
  formatStored,
  MISSING,
} from "../../../lib/model/format.ts";
import type { Cell } from "../../../lib/model/outcome.ts";
import { cutText, formatText } from "../../../lib/model/shown-text.ts";
import { type ResultColumn, readExact } from "./result-columns.ts";

export interface CellText {
  readonly text: string;
  /** The unit, if it has its own slot. */
  readonly unit?: string;
  /** Of a text, what `text` shows: for `ShownText`. */
  readonly exact?: string;
  /** The tooltip. */
  readonly title?: string;
  /** `low`: ns and µs, `high`: seconds (ink follows magnitude); `missing`: NULL and the empty string. */
  readonly ink?: "low" | "high" | "missing";
}

const CUT = 300;

/** A moment with its time zone: `2026-11-22 14:02:14.765 UTC+2`. */
export function formatMoment(epochSeconds: number): string {
  const date = readDate(epochSeconds);
  if (!date) return MISSING;
  const two = (part: number) => String(part).padStart(2, "0");
  const offset = zoneOffset(epochSeconds) / 60;
  const minutes = Math.abs(offset) % 60;
  const hours = Math.floor(Math.abs(offset) / 60);
  const zone = offset === 0 ? "UTC" : `UTC${offset < 0 ? "\u2212" : "+"}${hours}${minutes ? `:${two(minutes)}` : ""}`;
  const local = new Date(Math.round(toLocal(epochSeconds) * 1000)).toISOString();
  return `${local.slice(0, local.indexOf("T"))} ${date.clock}${date.fraction} ${zone}`;
}

function splitUnit(text: string): { text: string; unit: string } {
  const space = text.lastIndexOf(" ");
  return { text: text.slice(0, space), unit: text.slice(space + 1) };
}

function formatNumeric(value: number, column: ResultColumn, origin: number): CellText {
  switch (column.unit) {
    case "duration": {
      const { figure, unit } = formatDuration(value);
      const low = unit === "ns" || unit === "µs";
      const high = !low && unit !== "ms" && value !== 0;
      return {
        text: figure,
        unit,
        title: formatRawSeconds(value),
        ...(low ? { ink: "low" } : high ? { ink: "high" } : {}),
      };
    }
    case "start":
      return {
        text: formatStart(value - origin, { origin, dated: column.dated === true }),
        title: formatMoment(value),
      };
    case "bytes":
      return { ...splitUnit(formatBytes(value)), title: `${formatCount(value)} B` };
    case "id":
      return { text: String(value) };
    case "count":
      return Number.isInteger(value) ? { text: formatCount(value) } : { text: formatStored(value) };
    default: {
      const text = formatStored(value);
      const raw = String(value);
      return text === raw ? { text } : { text, title: raw };
    }
  }
}

/**
 * Formats a cell. A text in a numeric column stays as it is if its number would be formatted differently: `1.50`.
 * @param origin time that starts are relative to, epoch seconds
 */
export function formatCell(cell: Cell | undefined, column: ResultColumn, origin: number): CellText {
  if (cell === null || cell === undefined) return { text: MISSING, title: "NULL", ink: "missing" };
  if (cell === "") return { text: '""', title: "empty string", ink: "missing" };
  const value = column.numeric ? readExact(cell) : null;
  if (value !== null) return formatNumeric(value, column, origin);
  const text = String(cell);
  const exact = cutText(text, CUT);
  return { text: formatText(exact), title: formatText(text), exact };
}

/** Formats a cell as one string, for tooltips and labels. */
export function formatCellText(cell: Cell | undefined, column: ResultColumn, origin: number): string {
  const { text, unit } = formatCell(cell, column, origin);
  return unit ? `${text} ${unit}` : text;
}

/** `0.29` to `0.290`; a number in exponential notation stays as it is. */
export function padDecimals(text: string, decimals: number): string {
  const found = /^(\u2212?\d+)(?:\.(\d+))?$/.exec(text);
  if (!found || decimals === 0) return text;
  return `${found[1]}.${(found[2] ?? "").padEnd(decimals, "0")}`;
}
