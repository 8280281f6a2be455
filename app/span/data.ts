/** One span: what its page, the browser and scripts are told of it. */
import "server-only";
import { assignColors } from "../../lib/model/colors.ts";
import { formatClock } from "../../lib/model/format.ts";
import type { Scope } from "../../lib/model/scope.ts";
import { readSpanDetail } from "../../lib/queries/span-detail.ts";
import { readRunOf } from "../../lib/queries/span-run.ts";
import { readNameOrder } from "../../lib/queries/sql/name-order.ts";
import { resolveScope } from "../../lib/queries/sql/scoped-spans.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { askReader } from "../server/ask-reader.ts";
import type { InheritedOutcome, RankOutcome, SpanHead, TagRanksOutcome, TreeOutcome } from "./ui/facts.ts";

export interface SpanPlace {
  readonly head: SpanHead;
  /** The run that it belongs to, where that is not the latest; a scope that names no run means this one. */
  readonly olderRun: string | null;
}

/** Milliseconds on any file; null where there is no such span. */
export function readSpanPlace(db: Connection, id: number, scope: Scope): SpanPlace | null {
  const detail = readSpanDetail(db, id);
  if (!detail) return null;
  const { runs, origin } = resolveScope(db, { ...scope, tags: [] });
  const own = readRunOf(db, runs, id);
  const slots = assignColors([...readNameOrder(db, []), detail.name]);
  const began = own?.started ?? origin;
  const { start } = detail;
  return {
    head: {
      ...detail,
      slot: slots.get(detail.name) ?? 8,
      clock: start === null ? null : formatClock(start),
      moment: start === null ? "" : sayMoment(start),
      offset: start === null || began === null ? null : start - began,
    },
    olderRun: own && own !== runs.at(-1) ? own.id : null,
  };
}

/** Written here: the server is where the file is, and its clock is the one that the program had. */
function sayMoment(start: number): string {
  const date = new Date(start * 1000);
  if (Number.isNaN(date.getTime())) return `${start} s since 1970`;
  return `${date.toISOString()}, shown in ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
}

export function askSpanRank(id: number, scope: Scope): Promise<RankOutcome> {
  return askReader("spanRank", { id, scope });
}

export function askSpanTagRanks(id: number, scope: Scope): Promise<TagRanksOutcome> {
  return askReader("spanTagRanks", { id, scope });
}

export function askInherited(id: number): Promise<InheritedOutcome> {
  return askReader("inherited", { id });
}

export function askTree(id: number): Promise<TreeOutcome> {
  return askReader("tree", { id });
}
