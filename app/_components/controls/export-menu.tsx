/** Takes what a pane shows out of the dashboard: as a file of its rows, or as a picture. */
"use client";

import { Menu } from "@base-ui/react/menu";
import { lazy, Suspense, useState } from "react";
import controls from "./controls.module.css";
import { ExportIcon } from "./icons.tsx";
import styles from "./menu.module.css";

/** Fetched when it is first opened. */
const ExportDialog = lazy(async () => ({ default: (await import("../export/export-dialog.tsx")).ExportDialog }));

interface ExportMenuProps {
  /** Title of the pane. */
  readonly pane: string;
  /** Addresses of the twins. */
  readonly csv?: string | undefined;
  readonly json?: string | undefined;
  /** Saves a picture of the chart. */
  readonly png?: (() => void) | undefined;
  /** The address of a view of spans: all of its scope can be exported, not only what is drawn. */
  readonly spans?: string | undefined;
}

export function ExportMenu({ pane, csv, json, png, spans }: ExportMenuProps) {
  const [dialog, setDialog] = useState<"unused" | "open" | "closed">("unused");
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger
          className={`${controls.button} ${controls.ghost} ${controls.small}`}
          aria-label={`Export ${pane}`}
          title={`Export ${pane}`}
        >
          <ExportIcon />
          Export
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={4} align="end" className={styles.place}>
            <Menu.Popup className={styles.menu}>
              {csv && <Download href={csv} label="CSV" hint="for spreadsheets" />}
              {json && <Download href={json} label="JSON" hint="for scripts" />}
              {png && (
                <Menu.Item className={styles.item} onClick={png}>
                  PNG <small>the chart</small>
                </Menu.Item>
              )}
              {spans !== undefined && (
                <>
                  <Menu.Separator className={styles.line} />
                  <Menu.Item className={styles.item} onClick={() => setDialog("open")}>
                    All spans…
                  </Menu.Item>
                </>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {spans !== undefined && dialog !== "unused" && (
        <Suspense>
          <ExportDialog spans={spans} open={dialog === "open"} onClose={() => setDialog("closed")} />
        </Suspense>
      )}
    </>
  );
}

function Download({ href, label, hint }: { readonly href: string; readonly label: string; readonly hint: string }) {
  return (
    <Menu.LinkItem className={styles.item} href={href} download closeOnClick>
      {label} <small>{hint}</small>
    </Menu.LinkItem>
  );
}
