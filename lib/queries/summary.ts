/** Totals of a whole file: counts, time range, and figures by name. */
import type { Connection } from "../store/driver.ts";
import { type NameStats, readNames } from "../store/names.ts";
import { type FileSummary, readSummary } from "../store/summary.ts";
import { nothing } from "./params.ts";
import { defineQuery } from "./query.ts";

export interface WholeSummary extends FileSummary {
  readonly names: readonly NameStats[];
}

const ALL_IDS = { firstId: Number.MIN_SAFE_INTEGER, lastId: Number.MAX_SAFE_INTEGER };

export function readWholeSummary(db: Connection): WholeSummary {
  const summary = readSummary(db);
  const { spanCount } = summary;
  const names = readNames(db, { ...ALL_IDS, count: spanCount, total: spanCount, estimated: false });
  return { ...summary, names };
}

export const summary = defineQuery({ params: nothing, urgency: "long", run: readWholeSummary });
