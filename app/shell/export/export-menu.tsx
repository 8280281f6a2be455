/** Exports what a pane shows: its rows as a file, or its chart as a picture. */
"use client";

import { lazy, Suspense, useState } from "react";
import controls from "../../ui/controls.module.css";
import { ExportIcon } from "../../ui/icons.tsx";
import { MenuButton } from "../../ui/menu-button.tsx";
import type { MenuEntry } from "../../ui/popup-button.tsx";

/** Loaded when first opened. */
const ExportDialog = lazy(async () => ({ default: (await import("./export-dialog.tsx")).ExportDialog }));

interface ExportMenuProps {
  /** Title of the pane. */
  readonly pane: string;
  /** Addresses of the data endpoints. */
  readonly csv?: string | undefined;
  readonly json?: string | undefined;
  /** Saves a picture of the chart. */
  readonly png?: (() => void) | undefined;
  readonly svg?: (() => void) | undefined;
  /** The address of self times by path. */
  readonly folded?: string | undefined;
  /** The address of a view of spans, whose full scope can be exported, not only what is drawn. */
  readonly spans?: string | undefined;
}

export function ExportMenu({ pane, csv, json, png, svg, folded, spans }: ExportMenuProps) {
  const [dialog, setDialog] = useState<"unused" | "open" | "closed">("unused");
  const entries: MenuEntry[] = [];
  if (csv) entries.push({ kind: "download", href: csv, label: label("CSV", "for spreadsheets") });
  if (json) entries.push({ kind: "download", href: json, label: label("JSON", "for scripts") });
  if (png) entries.push({ kind: "action", onPick: png, label: label("PNG", "the chart") });
  if (svg) entries.push({ kind: "action", onPick: svg, label: label("SVG", "the chart") });
  if (folded) entries.push({ kind: "download", href: folded, label: label("Folded", "for flame graphs") });
  if (spans !== undefined)
    entries.push({ kind: "line" }, { kind: "action", onPick: () => setDialog("open"), label: "All spans…" });
  return (
    <>
      <MenuButton
        className={`${controls.button} ${controls.ghost} ${controls.small}`}
        aria-label={`Export ${pane}`}
        title={`Export ${pane}`}
        entries={entries}
      >
        <ExportIcon />
        Export
      </MenuButton>
      {spans !== undefined && dialog !== "unused" && (
        <Suspense>
          <ExportDialog spans={spans} open={dialog === "open"} onClose={() => setDialog("closed")} />
        </Suspense>
      )}
    </>
  );
}

function label(format: string, use: string) {
  return (
    <>
      {format} <small>{use}</small>
    </>
  );
}
