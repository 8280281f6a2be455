/** The frame around every view. */
"use client";

import { exactBasis } from "../../../../lib/model/basis.ts";
import frame from "../../../shell/frame.module.css";
import { ScopeLine, StatusLine } from "../../../shell/frame.tsx";
import { LiveDot } from "../../../shell/live/live-dot.tsx";
import { DatabaseSection, RailSection } from "../../../shell/rail/rail-section.tsx";
import { RunList } from "../../../shell/runs/run-list.tsx";
import { ErrorsSection } from "../../../shell/scope/errors-section.tsx";
import { NamesSection } from "../../../shell/scope/names-section.tsx";
import type { ChosenRun } from "../../../shell/scope/run-choice.ts";
import { RunSection } from "../../../shell/scope/run-section.tsx";
import { ScopeChips } from "../../../shell/scope/scope-chips.tsx";
import { TagsSection } from "../../../shell/scope/tags-section.tsx";
import { TimeSection } from "../../../shell/scope/time-section.tsx";
import line from "../../../shell/scope-line.module.css";
import { SqlButton } from "../../../shell/sql/sql-button.tsx";
import { Button } from "../../../ui/button.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { Address, Case, Section } from "../case.tsx";
import {
  ALL_NEAR,
  LATEST,
  LONG_NAMED,
  RAIL_ERRORS,
  RAIL_NAMES,
  RAIL_TAGS,
  RUN_BARS,
  SEVERAL,
  SOME_FAR,
  TIME_BINS,
} from "../fixtures/rail.ts";
import { LISTED_RUNS } from "../fixtures/runs.ts";
import { LONG, RIGHT_TO_LEFT, SENTENCE } from "../fixtures/texts.ts";

const RAIL_WIDTH = 232;
const WINDOW = { firstId: 1, lastId: 2_461_318, count: 1_000_000, total: 2_461_318, estimated: true };

function search(limits: readonly (readonly [string, string])[]): string {
  return String(new URLSearchParams(limits.map(([key, value]) => [key, value])));
}

/** Every possible limit, with texts that are hard to display. */
const MUCH = search([
  ["run", "3"],
  ["from", "1.5"],
  ["to", "36000"],
  ["name", LONG],
  ["name", RIGHT_TO_LEFT],
  ["tag", `path=${LONG}`],
  ["tag", "bytes>=100000"],
  ["window", "1000000"],
  ["until", "12345678"],
]);
const SOME = search([
  ["name", "compress"],
  ["tag", "algorithm=brotli"],
]);

export function Shell() {
  return (
    <>
      <Section title="Pane titles">
        <Case name="plain" pane="auto">
          <PaneTitle title="Span names" />
        </Case>
        <Case name="with a summary and buttons" pane="auto">
          <PaneTitle
            title="Span names"
            summary="7 names, 13.7 s traced"
            actions={<SqlButton sql="SELECT 1" pane="x" />}
          />
        </Case>
        <Case name="too long" pane="auto">
          <PaneTitle
            title={LONG}
            summary={SENTENCE}
            actions={
              <>
                <SqlButton sql="SELECT 1" pane="y" />
                <Button look="ghost" small>
                  Columns
                </Button>
              </>
            }
          />
        </Case>
      </Section>
      <Section title="Status line">
        <Case name="usual" pane={26}>
          <footer className={frame.status} style={{ height: 24 }}>
            <StatusLine
              items={["2,980 of 2,980 spans", { minor: "read in 42 ms" }]}
              path="/tmp/spantom.db"
              live={<LiveDot />}
            />
          </footer>
        </Case>
        <Case name="too long" pane={26}>
          <footer className={frame.status} style={{ height: 24 }}>
            <StatusLine
              items={["newest 1,000,000 of 2,461,318 compress spans", { minor: SENTENCE }, "42 ms"]}
              path={`/home/somebody/${LONG}/spans.db`}
            />
          </footer>
        </Case>
      </Section>
      <Section title="Scope line">
        <Case name="nothing is limited" pane="auto">
          <Address search="">
            <ScopeLine
              right={
                <span className={line.news}>
                  <span className="wide">Drag over the chart to ask why</span>
                </span>
              }
            >
              <ScopeChips />
            </ScopeLine>
          </Address>
        </Case>
        <Case name="some" pane="auto">
          <Address search={SOME}>
            <ScopeLine
              right={
                <button type="button" className={line.show}>
                  1,204 new spans, show
                </button>
              }
            >
              <ScopeChips window={WINDOW} />
            </ScopeLine>
          </Address>
        </Case>
        <Case name="much" pane="auto">
          <Address search={MUCH}>
            <ScopeLine right={null}>
              <ScopeChips window={WINDOW} runText="Run 14:02:07" />
            </ScopeLine>
          </Address>
        </Case>
      </Section>
      <Section title="Rail">
        <Case name="usual" width={RAIL_WIDTH + 18}>
          <Rail search="" chosen={LATEST} />
        </Case>
        <Case name="limited" width={RAIL_WIDTH + 18}>
          <Rail search={`${SOME}&from=2&to=9&run=3&tag=bytes>%3D100000&error=TimeoutError`} chosen={SEVERAL} />
        </Case>
        <Case name="narrow" width={180 + 18}>
          <Rail search={MUCH} chosen={LONG_NAMED} />
        </Case>
        <Case name="of nothing" width={RAIL_WIDTH + 18}>
          <Address search="">
            <div style={{ width: "100%" }}>
              <DatabaseSection name="spans.db" path="/tmp/spans.db" size={null} copied={null} />
              <RunSection chosen={null} bars={[]} runCount={0} fromGaps={false} />
              <TimeSection length={0} bins={[]} {...ALL_NEAR} basis={exactBasis(0)} />
              <NamesSection names={[]} nameCount={0} basis={exactBasis(0)} />
              <TagsSection tags={[]} keyCount={0} basis={exactBasis(0)} />
              <RailSection title="History" summary="0 queries" />
            </div>
          </Address>
        </Case>
      </Section>
      <Section title="List of runs">
        <Case name="by code" pane="auto">
          <Address search="">
            <RunList runs={LISTED_RUNS} back={{ current: () => false }} onClose={() => {}} />
          </Address>
        </Case>
      </Section>
    </>
  );
}

const SAMPLED = { read: 200_000, of: 5_005_000, exact: false, seconds: 3 };

function Rail({ search, chosen }: { readonly search: string; readonly chosen: ChosenRun | null }) {
  return (
    <Address search={search}>
      <div style={{ width: "100%" }}>
        <DatabaseSection name={`${LONG}.db`} path={`/tmp/${LONG}.db`} size={12e9} copied="14:02:07" />
        <RunSection chosen={chosen} bars={RUN_BARS} runCount={9} fromGaps />
        <TimeSection length={13.7} bins={TIME_BINS} {...SOME_FAR} basis={SAMPLED} />
        <NamesSection names={RAIL_NAMES} nameCount={RAIL_NAMES.length + 34} basis={SAMPLED} />
        <ErrorsSection {...RAIL_ERRORS} />
        <TagsSection tags={RAIL_TAGS} keyCount={41} basis={SAMPLED} />
      </div>
    </Address>
  );
}
