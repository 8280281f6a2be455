/** The detail panes' data: read by the server at first, fetched when another name or tag is chosen. */
"use client";

import { useState, useTransition } from "react";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { CompareNameAnswer } from "../../../lib/queries/compare-name.ts";
import type { CompareTagsAnswer } from "../../../lib/queries/compare-tags.ts";
import { askQuery } from "../../ui/ask.ts";
import { askFor } from "../../ui/following.ts";
import { changeView, compareParams } from "../address.ts";

export interface Detail {
  /** Null where there are no names. */
  readonly row: string | null;
  readonly spread: Promise<QueryOutcome<CompareNameAnswer>> | null;
  /** Null where no pane shows them. */
  readonly tags: Promise<QueryOutcome<CompareTagsAnswer>> | null;
}

/** Replaces the address: choosing another row is no step for Back. */
export function keepInAddress(change: Readonly<Record<string, string | null>>): URLSearchParams {
  const params = changeView(new URLSearchParams(window.location.search), change);
  window.history.replaceState(null, "", `${window.location.pathname}${params.size > 0 ? `?${params}` : ""}`);
  return params;
}

/** @param lastId the newest span to consider: that of the page */
export function useDetail(first: Detail, lastId: number) {
  const [state, setState] = useState({ of: first, detail: first, chosen: first.row });
  const [pending, start] = useTransition();
  const { detail, chosen } = state;
  // The same sides at a later moment. What is looked at stays, even if another row is first by now.
  if (state.of !== first) setState({ of: first, detail: keepRow(first, detail.row, lastId), chosen: detail.row });
  return {
    detail,
    chosen,
    pending,
    chooseRow(row: string): void {
      if (row === chosen) {
        // The first row is shown only because it is first; once chosen, it stays when the order changes.
        keepInAddress({ row });
        return;
      }
      setState((now) => ({ ...now, chosen: row }));
      const params = keepInAddress({ row, where: null });
      const spread = askSpread(row, params, lastId);
      const tags = first.tags && askTags(row, params, lastId);
      start(() => setState((now) => ({ ...now, detail: { row, spread, tags } })));
    },
    chooseTags(keys: readonly string[]): void {
      const { row } = detail;
      if (row === null) return;
      const params = keepInAddress({ where: null });
      for (const key of keys) params.append("where", key);
      window.history.replaceState(null, "", `${window.location.pathname}?${params}`);
      // Asked here, not while rendering: React renders again for as long as the answer is awaited.
      const tags = askTags(row, params, lastId);
      start(() => setState((now) => ({ ...now, detail: { ...now.detail, tags } })));
    },
  };
}

function keepRow(first: Detail, row: string | null, lastId: number): Detail {
  if (row === null || row === first.row) return first;
  const params = new URLSearchParams(window.location.search);
  return {
    row,
    spread: askFor(first, "spread", () => askSpread(row, params, lastId)),
    tags: first.tags && askFor(first, "tags", () => askTags(row, params, lastId)),
  };
}

function askSpread(row: string, params: URLSearchParams, lastId: number) {
  return askQuery("compareName", { ...compareParams(params, lastId), reading: "sample", name: row });
}

function askTags(row: string, params: URLSearchParams, lastId: number) {
  const where = params.getAll("where");
  return askQuery("compareTags", { ...compareParams(params, lastId), reading: "sample", name: row, where });
}
