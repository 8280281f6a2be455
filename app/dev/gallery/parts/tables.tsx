/** Whole tables: the usual case, loading, empty, and values that are hard to display. */
"use client";

import { useState } from "react";
import type { ExploreColumn } from "../../../../lib/analysis/explore/answer.ts";
import type { Cell } from "../../../../lib/model/outcome.ts";
import { NamesTable } from "../../../(overview)/ui/names-table.tsx";
import { NewestTable } from "../../../(overview)/ui/newest-table.tsx";
import { makeDurationAxis } from "../../../explore/ui/column-layout.ts";
import { ExploreTable } from "../../../explore/ui/table.tsx";
import { SelfShares } from "../../../span/ui/self-shares.tsx";
import { describeColumns } from "../../../ui/table/result-columns.ts";
import { type ResultsSort, ResultsTable } from "../../../ui/table/results-table.tsx";
import { Address, Case, nothing, Section } from "../case.tsx";
import { COLORS, COLUMNS, ODD_ROWS as EXPLORE_ODD, FAILING_COLUMNS, FAILING_ROWS, ROWS } from "../fixtures/explore.ts";
import {
  FAILING_ROWS as FAILING,
  HIGH,
  LOW,
  NAME_ROWS,
  NEWEST,
  NO_RUNNING,
  ODD_ROWS,
  RUNNING,
  WAITING_ROWS,
} from "../fixtures/overview.ts";
import { ODD_TREE, TREE } from "../fixtures/span.ts";
import { ORIGIN } from "../fixtures/spans.ts";
import { CONTROL, LONG, RIGHT_TO_LEFT, UNBROKEN } from "../fixtures/texts.ts";

export function Tables() {
  return (
    <>
      <Section title="Span names">
        <Case name="usual" pane={260}>
          <Address search="">
            <NamesTable rows={NAME_ROWS} low={LOW} high={HIGH} />
          </Address>
        </Case>
        <Case name="failed and unfinished" pane={200}>
          <Address search="">
            <NamesTable rows={FAILING} low={LOW} high={HIGH} />
          </Address>
        </Case>
        <Case name="worked out" pane={260}>
          <Address search="sort=name">
            <NamesTable rows={WAITING_ROWS} low={LOW} high={HIGH} />
          </Address>
        </Case>
        <Case name="odd" pane={420}>
          <Address search="">
            <NamesTable rows={ODD_ROWS} low={LOW} high={HIGH} />
          </Address>
        </Case>
        <Case name="without a match" pane={90}>
          <Address search={`find=${LONG}!`}>
            <NamesTable rows={NAME_ROWS} low={LOW} high={HIGH} />
          </Address>
        </Case>
      </Section>
      <Section title="Newest spans">
        <Case name="usual and odd" pane={500}>
          <Address search="">
            <NewestTable spans={NEWEST} zero={{ origin: ORIGIN, dated: false }} running={RUNNING} lastId={0} />
          </Address>
        </Case>
        <Case name="none" pane={60}>
          <Address search="">
            <NewestTable spans={[]} zero={null} running={NO_RUNNING} lastId={0} />
          </Address>
        </Case>
      </Section>
      <Section title="Explore">
        <Case name="usual" pane={260}>
          <Explored rows={ROWS} />
        </Case>
        <Case name="failed and unfinished" pane={260}>
          <Explored rows={FAILING_ROWS} columns={FAILING_COLUMNS} />
        </Case>
        <Case name="not read yet" pane={160}>
          <Explored rows={ROWS} read={0} />
        </Case>
        <Case name="of an earlier query" pane={160}>
          <Explored rows={ROWS} old />
        </Case>
        <Case name="odd" pane={220}>
          <Explored rows={EXPLORE_ODD} />
        </Case>
        <Case name="none" pane={60}>
          <Explored rows={[]} />
        </Case>
      </Section>
      <Section title="Results">
        <Case name="usual" pane={220}>
          <Results rows={ROWS} names={COLUMNS.map(({ label }) => label)} />
        </Case>
        <Case name="odd" pane={200}>
          <Results
            rows={[
              [LONG, UNBROKEN, 9_007_199_254_740_991, null],
              [RIGHT_TO_LEFT, CONTROL, 1e300, ""],
            ]}
            names={[LONG, "", "count(*)", "count(*)"]}
          />
        </Case>
        <Case name="none" pane={60}>
          <Results rows={[]} names={["id", "name"]} />
        </Case>
      </Section>
      <Section title="Self time by name">
        <Case name="usual" pane={220}>
          <SelfShares tree={TREE} />
        </Case>
        <Case name="odd" pane={200}>
          <SelfShares tree={ODD_TREE} />
        </Case>
      </Section>
    </>
  );
}

interface ExploredProps {
  readonly rows: readonly (readonly Cell[])[];
  /** Number of loaded rows; all by default. */
  readonly read?: number;
  readonly old?: boolean;
  readonly columns?: readonly ExploreColumn[];
}

function Explored({ rows, read = rows.length, old = false, columns = COLUMNS }: ExploredProps) {
  const [sort, setSort] = useState({ column: "duration", desc: true });
  const durations = rows
    .map((row) => row[3])
    .filter((value): value is number => typeof value === "number" && value > 0);
  const [peeked, setPeeked] = useState<number | null>(null);
  return (
    <ExploreTable
      columns={columns}
      count={rows.length}
      rowAt={(index) => (index < read ? rows[index] : undefined)}
      list=""
      sample={rows.slice(0, 20)}
      origin={0}
      axis={makeDurationAxis(durations.length > 0 ? [Math.min(...durations), Math.max(...durations)] : null)}
      colors={COLORS}
      hovered={Number(rows[1]?.[0] ?? 0)}
      onHover={nothing}
      onView={nothing}
      peek={{ id: peeked, onPeek: setPeeked, hrefOf: (id) => `/span/${id}` }}
      old={old}
      sort={sort}
      onSort={setSort}
      onAxis={nothing}
      onFilter={nothing}
      onHide={nothing}
    />
  );
}

function Results({ rows, names }: { readonly rows: readonly (readonly Cell[])[]; readonly names: readonly string[] }) {
  const [sort, setSort] = useState<ResultsSort>();
  const columns = describeColumns(
    names.map((name) => ({ name, type: null })),
    rows,
  );
  return (
    <ResultsTable columns={columns} rows={rows} origin={0} colors={COLORS} sort={sort} hidden={[]} onSort={setSort} />
  );
}
