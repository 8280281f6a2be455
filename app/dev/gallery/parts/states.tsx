/** Loading, failed and empty states. */
"use client";

import { exactBasis } from "../../../../lib/model/basis.ts";
import { PlotFailure, PlotWaiting } from "../../../explore/ui/plot-pane.tsx";
import { Code } from "../../../shell/empty/empty-steps.tsx";
import { NoMatch } from "../../../shell/scope/no-match.tsx";
import { AlertStrip, Notice } from "../../../ui/alert-strip.tsx";
import { Button } from "../../../ui/button.tsx";
import { Progress } from "../../../ui/progress.tsx";
import { Skeleton, SkeletonRows } from "../../../ui/skeleton.tsx";
import { Address, Case, nothing, Section } from "../case.tsx";
import { LONG, SENTENCE, UNBROKEN } from "../fixtures/texts.ts";

/** A fixed time long ago, so that only the elapsed time beside it changes. */
const SINCE = 1_764_000_000_000;

export function States() {
  return (
    <>
      <Section title="Waiting">
        <Case name="bars" width={320}>
          <Skeleton width="5ch" />
          <Skeleton width="120px" height={16} />
        </Case>
        <Case name="rows" pane={28 * 6 + 2}>
          <SkeletonRows count={6} />
        </Case>
        <Case name="of known length" pane={40}>
          <Progress words="Reading tags, 3 of 7" share={3 / 7} onStop={nothing} />
        </Case>
        <Case name="of unknown length" pane={40}>
          <Progress words="Reading spans" onStop={nothing} />
        </Case>
        <Case name="too long" pane={40}>
          <Progress words={SENTENCE} share={1} since={SINCE} onStop={nothing} />
        </Case>
        <Case name="a plot" pane={160}>
          <PlotWaiting running={{ name: "gallery", since: null }} />
        </Case>
      </Section>
      <Section title="Failed">
        <Case name="short" pane="auto">
          <AlertStrip message="no such column: s.durration" detail="line 2, column 23. The nearest name is duration." />
        </Case>
        <Case name="with a way out" pane="auto">
          <AlertStrip message="The file is locked." actions={<Button>Ask again</Button>} />
        </Case>
        <Case name="long" pane="auto">
          <AlertStrip message={SENTENCE} detail={UNBROKEN} actions={<Button>Ask again</Button>} />
        </Case>
        <Case name="a plot" pane="auto">
          <PlotFailure
            failure={{ code: "SQL_TIMEOUT", message: "Stopped after 60 s. 12,000 rows read." }}
            onAgain={nothing}
          />
        </Case>
        <Case name="a plot that was stopped" pane="auto">
          <PlotFailure failure={{ code: "SQL_CANCELLED", message: "Stopped." }} onAgain={nothing} />
        </Case>
        <Case name="a page" pane="auto">
          <Notice title="Nothing was drawn" alert>
            <p>{SENTENCE}</p>
          </Notice>
        </Case>
      </Section>
      <Section title="Nothing">
        <Case name="no match" pane="auto">
          <Address search={`name=compress&tag=cache%3Dcold`}>
            <NoMatch without={{ count: 2_980, basis: exactBasis(2_980) }} />
          </Address>
        </Case>
        <Case name="no match, long" pane="auto">
          <Address search={String(new URLSearchParams({ tag: `path=${LONG}` }))}>
            <NoMatch without={null} />
          </Address>
        </Case>
        <Case name="code to copy" width={480}>
          <Code
            lines={[
              { text: 'import { SP } from "spantom";', added: true },
              { text: `const result = SP.span("${LONG}", () => load());`, added: false },
            ]}
          />
        </Case>
      </Section>
    </>
  );
}
