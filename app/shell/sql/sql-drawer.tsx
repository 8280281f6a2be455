/** A drawer at the bottom with a pane's SQL, to read, copy, explain or open in the editor. */
"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { formatCounted, formatElapsed } from "../../../lib/model/format.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CloseIcon } from "../../ui/icons.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { SqlPlan } from "../../ui/sql/sql-plan.tsx";
import { SqlText } from "../../ui/sql/sql-text.tsx";
import { queryHref } from "./kept-sql.ts";
import { type ShownSql, showSql, useShownSql } from "./sql-button.tsx";
import styles from "./sql-drawer.module.css";

export function SqlDrawer() {
  const shown = useShownSql();
  return shown && <Drawer {...shown} />;
}

function Drawer({ sql, pane, ms, rows, from }: ShownSql) {
  const router = useRouter();
  const drawer = useRef<HTMLDivElement>(null);
  const [planned, setPlanned] = useState(false);
  useEffect(() => drawer.current?.focus(), []);
  const close = () => {
    showSql(null);
    from.focus();
  };
  useKey("Escape", "Close the SQL", close);
  useKey("s", "Close the SQL", close);
  const openInQuery = () => {
    showSql(null);
    // Works for any length: SQL too long for an address is kept in this tab.
    router.push(queryHref(sql));
  };
  const parts = [rows !== undefined && formatCounted(rows, "row"), ms !== undefined && formatElapsed(ms)].filter(
    Boolean,
  );
  return (
    // Not modal, so the page's keys keep working.
    <div ref={drawer} role="dialog" data-keys="" aria-label={`SQL of ${pane}`} tabIndex={-1} className={styles.drawer}>
      <PaneTitle
        title={`SQL of ${pane}`}
        summary={parts.join(", ")}
        actions={
          <>
            <Button look="ghost" small aria-expanded={planned} onClick={() => setPlanned(!planned)}>
              Explain plan
            </Button>
            <CopyButton text={sql} what="the SQL" worded />
            <Button small onClick={openInQuery}>
              Open in Query
            </Button>
            <Button look="ghost" small icon aria-label="Close the SQL" title="Close (Esc)" onClick={close}>
              <CloseIcon />
            </Button>
          </>
        }
      />
      <div className={planned ? `${styles.parts} ${styles.both}` : styles.parts}>
        <SqlText sql={sql} label={`SQL of ${pane}`} />
        {planned && <SqlPlan sql={sql} />}
      </div>
    </div>
  );
}
