/** The parts of Compare where the sides are runs. */
"use client";

import { useState } from "react";
import { ChangedPane } from "../../../compare/ui/runs/changed-pane.tsx";
import { DiffTree } from "../../../compare/ui/runs/diff-tree.tsx";
import { PairsChart } from "../../../compare/ui/runs/pairs-chart.tsx";
import { RunChips } from "../../../compare/ui/runs/run-chips.tsx";
import { RunsTable, type RunsTableProps } from "../../../compare/ui/runs/runs-table.tsx";
import { LARGEST_FIRST } from "../../../compare/ui/sort.ts";
import view from "../../../compare/ui/view.module.css";
import { NameColors } from "../../../ui/name-colors.tsx";
import { Address, Case, nothing, Section } from "../case.tsx";
import { CHIP_RUNS, DIFF_TREE, PAIRS, RUN_IDS, RUNS_ROWS, RUNS_WAITING, TWO_PAIRS } from "../fixtures/compare-runs.ts";

const RANKS = { of: "compare-runs", names: RUNS_ROWS.map(({ name }) => name) };

export function CompareRuns() {
  return (
    <NameColors ranks={RANKS}>
      <Section title="Run chips">
        <Case name="five runs a side" pane="auto">
          <Address search="">
            <RunChips
              by="runs"
              baseline={{ value: "a", runs: CHIP_RUNS }}
              candidate={{ value: "b", runs: CHIP_RUNS }}
            />
          </Address>
        </Case>
        <Case name="one run on a side" pane="auto">
          <Address search="">
            <div style={{ width: "100%" }}>
              <RunChips
                by="files"
                baseline={{ value: "this:a", runs: CHIP_RUNS.slice(0, 1) }}
                candidate={{ value: "other:b", runs: CHIP_RUNS.slice(1, 4) }}
              />
            </div>
          </Address>
        </Case>
      </Section>
      <Section title="Names of runs">
        <Case name="a verdict of each kind" pane="auto">
          <Names rows={RUNS_ROWS} chosen="compress" />
        </Case>
        <Case name="on their way" pane="auto">
          <Names rows={RUNS_WAITING} certainty="estimate" isComing />
        </Case>
        <Case name="stopped" pane="auto">
          <Names rows={RUNS_WAITING} certainty="estimate" />
        </Case>
        <Case name="one run a side" pane="auto">
          <Names rows={RUNS_ROWS.filter(({ name }) => name === "seen once")} several={false} />
        </Case>
      </Section>
      <Section title="Where it changed">
        <Case name="of both sides" pane="auto">
          <Address search="">
            <Tree />
          </Address>
        </Case>
      </Section>
      <Section title="Pairs">
        <Case name="many" pane={320}>
          <div className={view.left}>
            <PairsChart title="compress" answer={PAIRS} change={-0.032} floor={0.021} verdict="faster" />
          </div>
        </Case>
        <Case name="two, wide floor" pane={320}>
          <div className={view.left}>
            <PairsChart title="hash" answer={TWO_PAIRS} change={null} floor={0.4} verdict="undecided" />
          </div>
        </Case>
      </Section>
    </NameColors>
  );
}

function Names({ rows, chosen = null, ...more }: Partial<RunsTableProps> & Pick<RunsTableProps, "rows">) {
  const [sort, setSort] = useState(LARGEST_FIRST);
  return (
    <RunsTable
      {...{ rows, chosen, sort, runs: RUN_IDS, certainty: "exact", isComing: false, several: true }}
      {...{ hidden: [], find: "", onChoose: nothing, ...more }}
      onSort={(key) => setSort({ key, desc: true })}
    />
  );
}

function Tree() {
  const [chosen, onChoose] = useState<number | null>(1);
  const [hovered, onHover] = useState<number | null>(null);
  const part = { tree: DIFF_TREE, each: " per run", chosen, hovered, onChoose, onHover };
  return (
    <>
      <DiffTree {...part} />
      <ChangedPane {...part} />
    </>
  );
}
