/** The dialogs of the shell and the drawer with SQL, in chunks of their own: loaded when one is first opened. */
"use client";

import { lazy, Suspense, useState } from "react";
import { useShownSql } from "../sql/open-sql.ts";
import { openDialog, type ShellDialog, useOpenDialog } from "./open-dialog.ts";

const PARTS = {
  keys: lazy(async () => ({ default: (await import("./keys-dialog.tsx")).KeysDialog })),
  palette: lazy(async () => ({ default: (await import("./palette.tsx")).Palette })),
};
const SqlDrawer = lazy(async () => ({ default: (await import("../sql/sql-drawer.tsx")).SqlDrawer }));
const NAMES = Object.keys(PARTS) as ShellDialog[];

export function ShellDialogs() {
  const current = useOpenDialog();
  const [used, setUsed] = useState<readonly ShellDialog[]>([]);
  // What was open once stays mounted, so that it can close with its motion.
  if (current && !used.includes(current)) setUsed([...used, current]);
  const sql = useShownSql();
  return (
    <Suspense>
      {sql && <SqlDrawer />}
      {NAMES.filter((name) => used.includes(name)).map((name) => {
        const Part = PARTS[name];
        return <Part key={name} open={current === name} onClose={() => openDialog(null)} />;
      })}
    </Suspense>
  );
}
