import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { type OddName, writeOddFile } from "../../../lib/fixtures/odd-files.ts";
import { DEFAULT_SCOPE } from "../../../lib/model/scope.ts";
import { readExplore } from "../../../lib/queries/explore.ts";
import { openReader } from "../../../lib/store/database.ts";
import { chooseAxes } from "../../charts/axis-choice.ts";
import { describeColumns } from "../../ui/table/result-columns.ts";
import { plotColumns, plotRows } from "./plot-table.ts";

const NAMES = {
  service: ["http GET pricing", "price", "GET /product/:id", "GET /health", "sql reviews"],
  scales: ["mixed", "scale e4"],
  zeros: ["zero", "some zero"],
  days: ["nightly"],
  one: ["only"],
  parallel: ["tool.fetch"],
} satisfies Partial<Record<OddName, string[]>>;

test.each(Object.entries(NAMES) as [OddName, string[]][])(
  "Explore and Query show %s on the same axes",
  (file, names) => {
    const folder = mkdtempSync(join(tmpdir(), "spantom-axes-"));
    try {
      writeOddFile(file, join(folder, "odd.db"));
      const db = openReader(Database, join(folder, "odd.db"));
      for (const name of names) {
        const scope = { ...DEFAULT_SCOPE, names: [name] };
        const plot = readExplore(db, { scope, request: { points: "columns" } });
        const columns = plotColumns(plot.columns).filter(({ index }) => index >= 0);
        const rows = plotRows(plot);
        // As a query of the same values would get them: without what Explore knows of the columns.
        const found = describeColumns(
          columns.map(({ label }) => ({ name: label, type: null })),
          rows.map((row) => columns.map(({ index }) => row[index] ?? null)),
        );
        const cells = rows.map((row) => columns.map(({ index }) => row[index] ?? null));
        const labelOf = (id: string) => columns.find((column) => column.id === id)?.label ?? "";
        const axes = chooseAxes(found, cells, { x: labelOf(plot.x), y: labelOf(plot.y) });
        expect([axes.logX, axes.logY], name).toEqual([plot.logX, plot.logY]);
        const logs = columns.filter(({ label }) => chooseAxes(found, cells, { x: label }).logX);
        expect(logs.map(({ id }) => id).sort(), name).toEqual([...plot.logDims].sort());
      }
      db.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
