/** Asks SQLite how it is going to run a query, and how large the tables are that it reads. */
"use client";

import { useEffect, useState } from "react";
import { quoteText } from "../../../lib/model/quote.ts";
import { askSql } from "../ask.ts";
import { describePlan, type PlanStep } from "./query-plan.ts";

export type Plan = { readonly steps: readonly PlanStep[] } | { readonly failure: string };

const TABLES =
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE '% VIRTUAL %'";

/** Rows by the highest rowid: counting a large table takes longer than the query may. */
async function readSizes(signal: AbortSignal): Promise<Map<string, number>> {
  const tables = await askSql(TABLES, signal);
  const names = tables.ok ? tables.rows.map(([name]) => String(name)) : [];
  if (names.length === 0) return new Map();
  const each = names.map((name) => `SELECT ${quoteText(name)}, max(rowid) FROM "${name.replaceAll('"', '""')}"`);
  const sizes = await askSql(each.join(" UNION ALL "), signal);
  return new Map(sizes.ok ? sizes.rows.map(([name, rows]) => [String(name).toLowerCase(), Number(rows ?? 0)]) : []);
}

async function readPlan(sql: string, signal: AbortSignal): Promise<Plan> {
  const text = sql.replace(/^\s*explain(\s+query\s+plan)?\b/i, "");
  const [plan, sizes] = await Promise.all([askSql(`EXPLAIN QUERY PLAN ${text}`, signal), readSizes(signal)]);
  return plan.ok ? { steps: describePlan(plan.rows, text, sizes) } : { failure: plan.message };
}

/** @returns null until it is there */
export function usePlan(sql: string): Plan | null {
  const [known, setKnown] = useState<{ readonly sql: string; readonly plan: Plan } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    void readPlan(sql, controller.signal).then((plan) => {
      if (!controller.signal.aborted) setKnown({ sql, plan });
    });
    return () => controller.abort();
  }, [sql]);
  return known?.sql === sql ? known.plan : null;
}
