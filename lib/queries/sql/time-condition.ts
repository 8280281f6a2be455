/** The time of a scope as conditions on `spans AS s`, the same as `makeTimeTest`. */

import type { TimeLimits } from "../../columns/time-test.ts";
import type { Part } from "./part.ts";

const END = "s.start + s.duration";

export function timeCondition({ time, from, to }: TimeLimits): Part[] {
  if (time === "crossing") return sticksOut(from, to);
  const parts: Part[] = [];
  if (from !== null) parts.push({ where: "s.start >= ?", parameters: [from] });
  if (to !== null && time === "start") parts.push({ where: "s.start <= ?", parameters: [to] });
  if (to !== null && time === "inside") parts.push({ where: `s.start < ? AND ${END} <= ?`, parameters: [to, to] });
  return parts;
}

function sticksOut(from: number | null, to: number | null): Part[] {
  const overlaps: Part[] = [];
  const beyond: Part[] = [];
  if (from !== null) {
    overlaps.push({ where: `${END} > ?`, parameters: [from] });
    beyond.push({ where: "s.start < ?", parameters: [from] });
  }
  if (to !== null) {
    overlaps.push({ where: "s.start < ?", parameters: [to] });
    beyond.push({ where: `${END} > ?`, parameters: [to] });
  }
  const either = beyond.map(({ where }) => where).join(" OR ");
  return [
    ...overlaps,
    { where: `(${either || "FALSE"})`, parameters: beyond.flatMap(({ parameters = [] }) => parameters) },
  ];
}
