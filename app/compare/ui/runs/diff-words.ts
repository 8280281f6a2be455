/** What is said of a path in the tree of two sides. */
import {
  describeAbsentSide,
  formatFloor,
  formatShortChange,
  formatSigned,
  VERDICT_WORDS,
} from "../../../../lib/analysis/compare/run-words.ts";
import type { ComparedPath, ComparedTree, PathChange } from "../../../../lib/analysis/tree/compared-paths.ts";
import { formatCounted, formatDurationText } from "../../../../lib/model/format.ts";
import { differenceOf } from "../../../../lib/stats/order.ts";
import { type BarWords, describeFold, readFold } from "../../../charts/icicle/bar-words.ts";
import type { IcicleBar } from "../../../charts/icicle/layout-bars.ts";
import { nameCallers, nameStep } from "../../../charts/icicle/path-names.ts";

/** Whether a change is shown as one. */
export function isShown({ verdict }: PathChange): boolean {
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
  return `${formatShortChange(compared)}, ${formatSigned(byRun(compared))}${each}`;
}

export function describeComparedBar({ paths }: ComparedTree, bar: IcicleBar, each: string): BarWords {
  if (bar.kind === "fold") return describeFold(paths, bar);
  const path = paths[bar.row] as ComparedPath;
  const { compared } = path;
  const lines = compared
    ? [
        `${VERDICT_WORDS[compared.verdict]}: ${describeChange(compared, each)}`,
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
  const said = compared ? `, ${VERDICT_WORDS[compared.verdict]}, ${describeChange(compared, each)}` : "";
  return `${nameStep(path)}${said}, level ${level + 1}`;
}

/** Leaves by how much their time changed. */
export function listChanged({
  paths,
}: ComparedTree): { readonly path: ComparedPath; readonly row: number; readonly by: number }[] {
  const leaves = paths.flatMap((path, row) =>
    path.isLeaf && path.compared ? [{ path, row, by: byRun(path.compared) }] : [],
  );
  return leaves.sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
}

/** From this share of the largest change on, one is named. */
const MAIN = 0.05;
const MAX_NAMED = 2;

/** `A run is 471 ms shorter: compress brotli 11 took 502 ms less, decompress brotli took 31.6 ms more.` */
export function describeChanged(
  tree: ComparedTree,
  covered: { readonly baseline: number; readonly candidate: number },
): string {
  const by = differenceOf(covered.baseline, covered.candidate);
  const changed = listChanged(tree);
  const [first] = changed;
  if (!first || first.by === 0) return "No path takes longer or shorter.";
  const named = changed.filter((one) => Math.abs(one.by) >= MAIN * Math.abs(first.by)).slice(0, MAX_NAMED);
  const parts = named.map(
    ({ path, by: own }) => `${nameStep(path)} took ${formatDurationText(Math.abs(own))} ${own < 0 ? "less" : "more"}`,
  );
  const whole =
    by === 0 ? "A run takes as long" : `A run is ${formatDurationText(Math.abs(by))} ${by < 0 ? "shorter" : "longer"}`;
  return `${whole}: ${parts.join(", ")}.`;
}
