/** The texts of ticks: all of an axis in one unit, with the decimals that its step needs. */
import { formatBytes, formatCount, formatDurationText, formatNumber } from "../../../lib/model/format.ts";
import type { ColumnUnit } from "../../ui/table/result-columns.ts";
import { HOUR, LONG } from "./round-numbers.ts";

const MINUS = "\u2212";

function plain(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
}

/** A round duration without trailing zeros: `20 µs`, `1 s`, `1 h`. */
export function formatRoundDuration(seconds: number): string {
  return formatDurationText(seconds)
    .replace(/(\d)\.0+ /, "$1 ")
    .replace(/ 0 [sm]$/, "");
}

function decimalsOf(step: number): number {
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

function scaleDuration(size: number): readonly [string, number] {
  if (size < 0.999e-6) return ["ns", 1e9];
  if (size < 0.999e-3) return ["µs", 1e6];
  if (size < 0.999) return ["ms", 1e3];
  return ["s", 1];
}

function scaleBytes(size: number): readonly [string, number] {
  if (size < 999.9) return ["B", 1];
  if (size < 999.9e3) return ["kB", 1e-3];
  if (size < 999.9e6) return ["MB", 1e-6];
  return size < 999.9e9 ? ["GB", 1e-9] : ["TB", 1e-12];
}

/** Values in one unit, with the decimals their step needs. */
function formatIn([name, factor]: readonly [string, number], step: number): (value: number) => string {
  return (value) => `${value === 0 ? "0" : plain(value * factor, decimalsOf(step * factor))} ${name}`;
}

/** A long duration in the parts that its step needs: `1 h`, `2 h 30 m`, `16 m 40 s`. */
function longText(step: number): (value: number) => string {
  const zero = step % HOUR === 0 ? "0 h" : step % 60 === 0 ? "0 m" : "0 s";
  const decimals = decimalsOf(step);
  return (value) => {
    const size = Number(Math.abs(value).toFixed(decimals));
    const [hours, minutes] = [Math.floor(size / HOUR), Math.floor((size % HOUR) / 60)];
    const seconds = size % 60;
    const parts = [hours > 0 && `${formatCount(hours)} h`, minutes > 0 && `${minutes} m`];
    if (seconds > 0 && step % 60 !== 0) parts.push(`${seconds.toFixed(decimals)} s`);
    const text = parts.filter((part) => part !== false).join(" ");
    return text === "" ? zero : `${value < 0 ? MINUS : ""}${text}`;
  };
}

export function clockText(seconds: number, decimals = 0): string {
  const sign = seconds < 0 ? MINUS : "+";
  const rounded = Number(Math.abs(seconds).toFixed(decimals));
  const rest = (rounded % 60).toFixed(decimals).padStart(decimals === 0 ? 2 : decimals + 3, "0");
  const minutes = Math.floor(rounded / 60) % 60;
  const hours = Math.floor(rounded / 3600);
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${sign}${minutes}:${rest}`;
}

/** Very large and very small numbers, with the digits their step needs: `1.2e-5`. */
function powerText(step: number): (value: number) => string {
  return (value) => {
    if (value === 0) return "0";
    const digits = Math.floor(Math.log10(Math.abs(value)) + 1e-9) - Math.floor(Math.log10(step) + 1e-9);
    const text = value.toExponential(Math.max(0, Math.min(15, digits)));
    return text
      .replace(/\.?0+e/, "e")
      .replace("e+", "e")
      .replace(/^-/, MINUS);
  };
}

/** Formatter for a linear axis: all values in one unit, with the decimals its step needs. */
export function linearText(unit: ColumnUnit, size: number, step: number): (value: number) => string {
  if (unit === "start") {
    if (size >= 600) return (value) => clockText(value, decimalsOf(step));
    return (value) => `${value < 0 ? MINUS : "+"}${Math.abs(value).toFixed(decimalsOf(step))} s`;
  }
  if (unit === "duration" && size >= LONG) return longText(step);
  if (unit === "duration" || unit === "bytes") {
    return formatIn(unit === "duration" ? scaleDuration(size) : scaleBytes(size), step);
  }
  if (unit === "id") return (value) => plain(value, decimalsOf(step));
  if (size >= 1e15 || size < 1e-4) return powerText(step);
  return (value) => (step >= 1 ? formatCount(value) : plain(value, decimalsOf(step)));
}

export function logText(unit: ColumnUnit): (value: number) => string {
  if (unit === "duration")
    return (value) => {
      if (value >= LONG) return formatRoundDuration(value);
      const [name, factor] = scaleDuration(value);
      return `${formatNumber(Number((value * factor).toPrecision(3)))} ${name}`;
    };
  const small = (value: number) => (value >= 1e-4 ? String(Number(value.toPrecision(3))) : formatNumber(value));
  if (unit === "bytes")
    return (value) => (value < 1 ? `${small(value)} B` : formatBytes(value).replace(/(\d)\.0+ /, "$1 "));
  return (value) => (value < 1 ? small(value) : value < 1e9 ? formatCount(value) : formatNumber(value));
}

/** `99.9 %`. Rounds, as 0.9999 × 100 is not exactly 99.99. */
export function formatTailShare(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}
