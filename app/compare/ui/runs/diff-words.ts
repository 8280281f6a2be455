/** What is said of a path in the tree of two sides. */
import {
  describeAbsentSide,
  formatFloor,
  formatShortChange,
  formatSigned,
  formatVerdict,
} from "../../../../lib/analysis/compare/run-words.ts";
import type { ComparedPath, ComparedTree, PathChange } from "../../../../lib/analysis/tree/compared-paths.ts";
import { formatCounted, formatDurationText } from "../../../../lib/model/format.ts";
import { differenceOf } from "../../../../lib/stats/order.ts";
import { type BarWords, describeFold, readFold } from "../../../charts/icicle/bar-words.ts";
import type { IcicleBar } from "../../../charts/icicle/layout-bars.ts";
import { nameCallers, nameStep } from "../../../charts/icicle/path-names.ts";

/** Whether a change is shown as one. */
function isShown({ verdict }: PathChange): boolean {
  return verdict === "faster" || verdict === "slower";
}

/** Of the change of the total, as a ratio less 1. */
const STEPS = [0.04, 0.1] as const;

/** `same`, `faster1` to `slower3`, or `only` for a path of one side. */
export function lookOf({ compared }: ComparedPath): string {
  if (!compared) return "same";
  if (describeAbsentSide(compared) !== null) return "only";
  if (!isShown(compared) || compared.change === null) return "same";
  const size = Math.abs(compared.change);
  return `${compared.verdict}${size <= STEPS[0] ? 1 : size <= STEPS[1] ? 2 : 3}`;
}

/** Per run, seconds. */
export function byRun({ baseline, candidate }: PathChange): number {
  return differenceOf(baseline.total, candidate.total);
}

/** `−4.8 % ± 1.2 %, −502 ms per run`, `only in B, 31.6 ms per run` */
export function describeChange(compared: PathChange, each: string): string {
  const absent = describeAbsentSide(compared);
  if (absent !== null) {
    const time = Math.max(compared.baseline.total, compared.candidate.total);
    return `${absent.toLowerCase().replace(/[ab]$/, (side) => side.toUpperCase())}, ${formatDurationText(time)}${each}`;
  }
  const per = compared.measure === "call" ? " per call" : "";
  return `${formatShortChange(compared)}${per}, ${formatSigned(byRun(compared))}${each}`;
}

export function describeComparedBar({ paths }: ComparedTree, bar: IcicleBar, each: string): BarWords {
  if (bar.kind === "fold") return describeFold(paths, bar);
  const path = paths[bar.row] as ComparedPath;
  const { compared } = path;
  const lines = compared
    ? [
        `${formatVerdict(compared)}: ${describeChange(compared, each)}`,
        `A ${formatDurationText(compared.baseline.total)}, B ${formatDurationText(compared.candidate.total)}${each}`,
        compared.floor === null ? "" : `Runs of the same code differ by ${formatFloor(compared.floor)}`,
        `${formatCounted(compared.pairs, "pair")} of ${formatCounted(compared.of, "call")}`,
      ].filter((line) => line !== "")
    : ["not in scope, calls what is"];
  return { name: path.name, title: nameStep(path), callers: nameCallers(paths, bar.row), lines };
}

/** `compress brotli 11, Faster, −4.8 % ± 1.2 %, −502 ms per run, level 2`: for screen readers. */
export function readComparedBar({ paths }: ComparedTree, bar: IcicleBar, each: string): string {
  if (bar.kind === "fold") return readFold(bar);
  const path = paths[bar.row] as ComparedPath;
  const { compared, level } = path;
  const said = compared ? `, ${formatVerdict(compared)}, ${describeChange(compared, each)}` : "";
  return `${nameStep(path)}${said}, level ${level + 1}`;
}

export interface ChangedPath {
  readonly path: ComparedPath;
  readonly row: number;
  /** By how much its self time changed, seconds per run. */
  readonly by: number;
}

/** By how much the self time of each changed: what they gained and lost adds up to what a run did. */
export function listChanged({ paths }: ComparedTree): ChangedPath[] {
  const changed = paths.flatMap((path, row) =>
    path.compared && (path.isLeaf || path.selfChange !== 0) ? [{ path, row, by: path.selfChange }] : [],
  );
  return changed.sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
}

/** From this share of what a run gained or lost on, or of the largest change, a path is named. */
const MAIN = 0.05;
const MAX_NAMED = 2;

/** `A run is 471 ms shorter: compress brotli 11 took 502 ms less, decompress brotli took 31.6 ms more.` */
export function describeChanged(
  tree: ComparedTree,
  covered: { readonly baseline: number; readonly candidate: number },
): string {
  const by = differenceOf(covered.baseline, covered.candidate);
  const changed = listChanged(tree);
  const largest = Math.abs(changed[0]?.by ?? 0);
  if (largest === 0) return "No path takes longer or shorter.";
  const whole =
    by === 0 ? "A run takes as long" : `A run is ${formatDurationText(Math.abs(by))} ${by < 0 ? "shorter" : "longer"}`;
  const least = MAIN * Math.max(largest, Math.abs(by));
  const named = changed.filter((one) => Math.abs(one.by) >= least).slice(0, MAX_NAMED);
  if (named.length === 0) return `${whole}. No single path accounts for it.`;
  const parts = named.map(({ path, by: own }) => {
    const who = `${nameStep(path)}${path.isLeaf ? "" : " itself"}`;
    return `${who} took ${formatDurationText(Math.abs(own))} ${own < 0 ? "less" : "more"}`;
  });
  return `${whole}: ${parts.join(", ")}.`;
}
