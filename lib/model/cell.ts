/** Turns stored values into table cells that survive JSON and stay readable. */
import type { Cell } from "./outcome.ts";

/** Bytes shown of a blob. */
const BLOB_BYTES = 32;

/** Cuts text to `max` characters and appends its true length; big integers and infinities become text. */
export function toCell(value: unknown, max: number): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return cutText(value, max);
  if (typeof value === "bigint") return inexact(value) ? String(value) : Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return describeBlob(value);
  return String(value);
}

function inexact(value: bigint): boolean {
  return value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
}

function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = (text.charCodeAt(max - 1) & 0xfc00) === 0xd800 ? max - 1 : max;
  return `${text.slice(0, end)}… (${text.length.toLocaleString("en-US")} characters)`;
}

function describeBlob(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, BLOB_BYTES)).toString("hex");
  const dots = bytes.length > BLOB_BYTES ? "…" : "";
  const unit = bytes.length === 1 ? "byte" : "bytes";
  return `x'${shown}${dots}' (${bytes.length.toLocaleString("en-US")} ${unit})`;
}

/** What a cell counts towards the byte limit. */
export function cellBytes(cell: Cell): number {
  return typeof cell === "string" ? cell.length + 2 : 8;
}
