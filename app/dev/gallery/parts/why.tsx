/** Why slow: the answer, and the states without one. */
"use client";

import { WhyPanel, type WhyState } from "../../../explore/ui/why/panel.tsx";
import { Case, nothing, Section } from "../case.tsx";
import { NOTHING, OTHER_SPANS, TIMES, WHY } from "../fixtures/why.ts";

const ASKED: WhyState = { answer: null, failure: null, since: null, progress: null, stopped: false };
const STATES: readonly (readonly [name: string, height: number, state: WhyState, hint?: string])[] = [
  ["usual", 720, { ...ASKED, answer: WHY }],
  ["times", 720, { ...ASKED, answer: TIMES }],
  ["other spans", 720, { ...ASKED, answer: OTHER_SPANS }],
  ["nothing", 160, { ...ASKED, answer: NOTHING }],
  [
    "estimated",
    720,
    { ...ASKED, answer: { ...WHY, basis: { read: 200_000, of: 5_005_000, exact: false, seconds: 8 } } },
  ],
  ["waiting", 260, { ...ASKED, since: 1_764_000_000_000, progress: { what: "Reading tags", done: 3, total: 7 } }],
  ["asked again", 720, { ...ASKED, answer: WHY, since: 1_764_000_000_000 }],
  ["failed", 110, { ...ASKED, failure: "Stopped after 60 s. 12,000 rows read." }],
  ["stopped", 60, { ...ASKED, stopped: true }],
  ["not asked", 60, ASKED, "Drag over the chart to ask why some are slow."],
];

export function Why() {
  return (
    <Section title="Why slow">
      {STATES.map(([name, height, state, hint]) => (
        <Case key={name} name={name} width={348 + 18}>
          <div style={{ width: "100%", height, overflow: "auto" }}>
            <WhyPanel
              state={state}
              hint={hint}
              onStop={nothing}
              onAgain={nothing}
              onColor={nothing}
              onAxis={nothing}
              onKeep={nothing}
              onKeepRange={nothing}
              onLeaveOut={nothing}
              onKeepTime={nothing}
              onName={nothing}
              onError={nothing}
            />
          </div>
        </Case>
      ))}
    </Section>
  );
}
