/** A chart's toolbar: select by box or lasso, fit, show as a table, save. */
"use client";

import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { ExportIcon, Icon, type IconProps, TableIcon } from "../../ui/icons.tsx";
import type { Region } from "../draw/region.ts";
import styles from "./plot.module.css";

interface PlotToolsProps {
  /** What a drag draws; null if nothing can be selected. */
  readonly tool: Region["kind"] | null;
  readonly onTool: (tool: Region["kind"]) => void;
  readonly onFit: () => void;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
  /** Chooses the columns of the table. */
  readonly columns: ReactNode;
  readonly onSave: () => void;
  /** Replaces the save button. */
  readonly actions: ReactNode;
}

export function PlotTools({ tool, onTool, onFit, table, onTable, columns, onSave, actions }: PlotToolsProps) {
  return (
    <span className={styles.tools}>
      {tool && !table && (
        <Button
          look="ghost"
          small
          icon
          aria-label="Select by hand"
          aria-pressed={tool === "lasso"}
          title={
            tool === "lasso"
              ? "A drag selects by hand; press for a box"
              : "A drag selects a box; press to select by hand"
          }
          onClick={() => onTool(tool === "lasso" ? "box" : "lasso")}
        >
          {tool === "lasso" ? <LassoIcon /> : <BoxIcon />}
        </Button>
      )}
      {!table && (
        <Button look="ghost" small icon aria-label="Fit" title="Show all of it (f)" onClick={onFit}>
          <FitIcon />
        </Button>
      )}
      <Button
        look="ghost"
        small
        icon
        aria-label="Show as table"
        aria-pressed={table}
        title={table ? "Show the chart" : "Show as table"}
        onClick={() => onTable(!table)}
      >
        <TableIcon />
      </Button>
      {columns}
      {actions ?? (
        <Button look="ghost" small icon aria-label="Save as PNG" title="Save as PNG" disabled={table} onClick={onSave}>
          <ExportIcon />
        </Button>
      )}
    </span>
  );
}

function BoxIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2.5 3.5h11v9h-11z" strokeDasharray="2.2 1.8" />
    </Icon>
  );
}

function LassoIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 2.5c3.6 0 6 1.7 6 4s-2.4 4-6 4-6-1.7-6-4 2.4-4 6-4zM4.6 10c-1 1-1 2.2 0 3s2.4.6 2.4-.4-1.4-1.2-2.4-.6" />
    </Icon>
  );
}

function FitIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5" />
    </Icon>
  );
}
