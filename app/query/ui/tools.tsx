/** Other query tools: explain, history, format, copy the link. */
"use client";

import { formatCounted } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import type { PastQuery } from "../../shell/sql/history.ts";
import { Button } from "../../ui/button.tsx";
import controls from "../../ui/controls.module.css";
import { CopyButton } from "../../ui/copy-button.tsx";
import { MenuButton } from "../../ui/menu-button.tsx";
import { describeClock, describeMs } from "./sentences.ts";
import styles from "./workspace.module.css";

interface QueryToolsProps {
  readonly past: readonly PastQuery[];
  readonly planned: boolean;
  readonly onPlan: () => void;
  /** Puts an earlier query into the editor. */
  readonly onTake: (sql: string) => void;
  readonly onFormat: () => void;
}

export function QueryTools({ past, planned, onPlan, onTake, onFormat }: QueryToolsProps) {
  return (
    <div className={styles.tools}>
      <Button look="ghost" small aria-expanded={planned} onClick={onPlan}>
        Explain plan
      </Button>
      <MenuButton
        className={`${controls.button} ${controls.ghost} ${controls.small}`}
        disabled={past.length === 0}
        title={past.length === 0 ? "No query has run yet" : undefined}
        entries={past.map(({ sql, rows, ms, at }) => ({
          kind: "action",
          title: showText(sql),
          onPick: () => onTake(sql),
          label: (
            <>
              <code>{showText(sql.replace(/\s+/g, " ").trim())}</code>
              <small>
                {formatCounted(rows, "row")}, {describeMs(ms)}, {describeClock(at)}
              </small>
            </>
          ),
        }))}
      >
        History
      </MenuButton>
      <Button look="ghost" small title="Lay the SQL out; nothing but blanks changes" onClick={onFormat}>
        Format
      </Button>
      <CopyButton text={() => window.location.href} what="the link" worded="Copy link" />
    </div>
  );
}
