/** The SQL button of a pane of the overview. */
import { Suspense } from "react";
import type { Scope } from "../../../lib/model/scope.ts";
import type { OverviewSql } from "../../../lib/queries/overview-sql.ts";
import { readSql } from "../../shell/scope/data.ts";
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
  const sql = await readSql(scope);
  return sql && <SqlButton sql={pick(sql)} pane={pane} />;
}
