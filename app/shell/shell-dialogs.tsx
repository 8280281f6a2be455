/** The dialogs of the shell and the drawer with SQL, in chunks of their own: loaded when one is first opened, or soon after the page. */
"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { openDialog, type ShellDialog, useOpenDialog } from "../ui/open-dialog.ts";
import { useShownSql } from "./sql/open-sql.ts";

const loadPalette = () => import("./palette/palette.tsx");
const PARTS = {
  keys: lazy(async () => ({ default: (await import("./keys/keys-dialog.tsx")).KeysDialog })),
  palette: lazy(async () => ({ default: (await loadPalette()).Palette })),
};
const SETTLED_MS = 1000;
const SqlDrawer = lazy(async () => ({ default: (await import("./sql/sql-drawer.tsx")).SqlDrawer }));
const NAMES = Object.keys(PARTS) as ShellDialog[];

export function ShellDialogs() {
  const current = useOpenDialog();
  const [used, setUsed] = useState<readonly ShellDialog[]>([]);
  // What was open once stays mounted, so that it can close with its motion.
  if (current && !used.includes(current)) setUsed([...used, current]);
  const sql = useShownSql();
  // The palette is typed into the moment it is opened: it is fetched while nothing else is to do.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
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
