/** The SQL button of a pane of the overview. */
import { Suspense } from "react";
import type { OverviewSql } from "../../lib/questions/overview-sql.ts";
import type { Scope } from "../../lib/scope.ts";
import { SqlButton } from "../_components/sql/sql-button.tsx";
import { readSql } from "../_data/overview.ts";

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
  const sql = await readSql(scope);
  return sql && <SqlButton sql={pick(sql)} pane={pane} />;
}
