/** Where the difference is, in one sentence. Pure. */

import { formatDurationText, MISSING } from "../../model/format.ts";
import { formatText } from "../../model/shown-text.ts";

/** From so much of the whole change on, one group accounts for it. */
const MOST_OF_IT = 0.5;

interface WhereFacts {
  readonly name: string;
  readonly keys: readonly string[];
  /** B − A of all calls of the name, seconds. */
  readonly change: number;
  /** The group that changed most. */
  readonly values: readonly string[];
  readonly groupChange: number;
}

/** `brotli at level 11 accounts for 9.10 s of the 9.12 s that compress gained.` */
export function sayWhere({ name, keys, change, values, groupChange }: WhereFacts): string {
  const share = change === 0 ? 0 : groupChange / change;
  const by = keys.map(formatText).join(" and ");
  if (share < MOST_OF_IT) return `No value of ${by} accounts for most of it.`;
  const group = nameGroup(keys, values);
  const verb = change < 0 ? "gained" : "lost";
  const all = formatDurationText(Math.abs(change));
  const part = formatDurationText(Math.abs(groupChange));
  if (share > 1.005) return `${group} ${verb} ${part}, more than the ${all} that ${formatText(name)} ${verb} in all.`;
  return `${group} accounts for ${part === all ? "all" : part} of the ${all} that ${formatText(name)} ${verb}.`;
}

/** `brotli at level 11`, `level 11`, `brotli`: a number needs its key, a word stands for itself. */
function nameGroup(keys: readonly string[], values: readonly string[]): string {
  return values
    .map((value, place) => {
      const key = formatText(keys[place]);
      if (value === MISSING) return `no ${key}`;
      const bare = place === 0 && /^[^\d\s]/.test(value) && !/^(to|from|true|false|yes|no|none|null) ?/i.test(value);
      return bare ? formatText(value) : `${key} ${formatText(value)}`;
    })
    .join(" at ");
}
