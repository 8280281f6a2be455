/** The SQL button of a pane of the overview. */
import { Suspense } from "react";
import type { Scope } from "../../../lib/model/scope.ts";
import type { OverviewSql } from "../../../lib/queries/overview-sql.ts";
import { askOnce } from "../../server/ask.ts";
import { SqlButton } from "../../shell/sql/sql-button.tsx";

interface PaneSqlProps {
  readonly scope: Scope;
  readonly pane: string;
  readonly pick: (sql: OverviewSql) => string;
}

export function PaneSql(props: PaneSqlProps) {
  return (
    <Suspense>
      <Read {...props} />
    </Suspense>
  );
}

async function Read({ scope, pane, pick }: PaneSqlProps) {
  const sql = await askOnce("overviewSql", { scope });
  return sql.ok && <SqlButton sql={pick(sql.value)} pane={pane} />;
}
