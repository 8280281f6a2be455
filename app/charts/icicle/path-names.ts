/** How the paths of a call tree are called. */
import { formatText } from "../../../lib/model/shown-text.ts";
import { type IcicleRow, listCallers } from "./layout-bars.ts";

/** A path by its caller and its last step. */
export interface NamedPath extends Pick<IcicleRow, "parent"> {
  readonly name: string;
  /** The values of the tags that the tree is split by; empty for none. */
  readonly label: string;
}

/** Of a path's callers: more say nothing. */
const MAX_CALLERS = 4;

export function nameStep({ name, label }: Pick<NamedPath, "name" | "label">): string {
  return label === "" ? formatText(name) : `${formatText(name)} ${label}`;
}

/** `file / verify`: the callers, without the path's own step; the outermost ones are left out of very many. */
export function nameCallers(paths: readonly NamedPath[], row: number): string {
  const callers = listCallers(paths, row);
  const near = callers.slice(-MAX_CALLERS).map((caller) => nameStep(paths[caller] as NamedPath));
  return (callers.length > MAX_CALLERS ? ["…", ...near] : near).join(" / ");
}

export function namePath(paths: readonly NamedPath[], row: number): string {
  const callers = nameCallers(paths, row);
  const own = nameStep(paths[row] as NamedPath);
  return callers === "" ? own : `${callers} / ${own}`;
}
