/** The parts of Compare. */
"use client";

import { type ReactNode, Suspense, useState } from "react";
import type { CompareNameAnswer } from "../../../../lib/queries/compare-name.ts";
import { CurvePane, SpreadTable } from "../../../compare/ui/curve-pane.tsx";
import { SidesBar } from "../../../compare/ui/sides-bar.tsx";
import { SidesTable } from "../../../compare/ui/sides-table.tsx";
import { LARGEST_FIRST, type ShownRow } from "../../../compare/ui/sort.ts";
import { CompareTable } from "../../../compare/ui/table.tsx";
import { WherePane } from "../../../compare/ui/where-pane.tsx";
import { Address, Case, nothing, Section } from "../case.tsx";
import {
  FAILING_ROWS,
  ODD_ROWS,
  PROPERTIES,
  ROWS,
  SPREAD,
  SPREAD_OF_ONE,
  SPREAD_OF_ONE_SIDE,
  SPREAD_WITH_ZEROS,
  START,
  WAITING_ROWS,
  WHERE,
  WHERE_NOWHERE,
} from "../fixtures/compare.ts";

/** Created once: `use` needs the same promise on every render. */
function useAnswer<Value>(value: Value) {
  const [answer] = useState(() => Promise.resolve({ ok: true as const, value, ms: 1 }));
  return answer;
}

function useFailure() {
  const [answer] = useState(() =>
    Promise.resolve({ ok: false as const, code: "SQL_TIMEOUT" as const, message: "Stopped after 60 s." }),
  );
  return answer;
}

export function Compare() {
  const properties = useAnswer(PROPERTIES);
  const where = useAnswer(WHERE);
  const nowhere = useAnswer(WHERE_NOWHERE);
  const failure = useFailure();
  return (
    <>
      <Section title="Names">
        <Case name="usual" pane={260}>
          <Names rows={ROWS} chosen="compress" />
        </Case>
        <Case name="failed and unfinished" pane={200}>
          <Names rows={FAILING_ROWS} chosen={null} />
        </Case>
        <Case name="worked out" pane={260}>
          <Names rows={WAITING_ROWS} chosen={null} />
        </Case>
        <Case name="odd" pane={360}>
          <Names rows={ODD_ROWS} chosen={null} />
        </Case>
        <Case name="none" pane={60}>
          <Names rows={[]} chosen={null} />
        </Case>
      </Section>
      <Section title="Curves">
        {(["ecdf", "histogram"] as const).flatMap((curve) => [
          <Curves key={`${curve} many`} name={`${curve}, many`} curve={curve} spread={SPREAD} />,
          <Curves key={`${curve} one`} name={`${curve}, one call each`} curve={curve} spread={SPREAD_OF_ONE} />,
          <Curves key={`${curve} side`} name={`${curve}, one side`} curve={curve} spread={SPREAD_OF_ONE_SIDE} />,
          <Curves key={`${curve} odd`} name={`${curve}, zeros`} curve={curve} spread={SPREAD_WITH_ZEROS} />,
        ])}
        <Case name="as table" pane={260}>
          <SpreadTable spread={SPREAD_WITH_ZEROS} />
        </Case>
        <Case name="failed" pane={60}>
          <Waits>
            <CurvePane spread={failure} answer={START} pairs={null} />
          </Waits>
        </Case>
      </Section>
      <Section title="Where the difference is">
        <Case name="usual" pane={260}>
          <Waits>
            <WherePane tags={where} answer={START} onChoose={nothing} />
          </Waits>
        </Case>
        <Case name="nowhere" pane={90}>
          <Waits>
            <WherePane tags={nowhere} answer={START} onChoose={nothing} />
          </Waits>
        </Case>
        <Case name="failed" pane={60}>
          <Waits>
            <WherePane tags={failure} answer={START} onChoose={nothing} />
          </Waits>
        </Case>
      </Section>
      <Section title="Sides">
        {(["runs", "tags", "windows", "files"] as const).map((by) => (
          <Case key={by} name={`chosen by ${by}`} pane="auto">
            <Address search="">
              <SidesBar
                answer={{ ...START, by, ...(by === "tags" && { key: "algorithm" }), ...(by === "windows" && WINDOWS) }}
                hasOther
                news={null}
              />
            </Address>
          </Case>
        ))}
        <Case name="what they have in common" pane={260}>
          <Waits>
            <SidesTable properties={properties} answer={START} />
          </Waits>
        </Case>
      </Section>
    </>
  );
}

const WINDOWS = {
  baseline: { ...START.baseline, value: "0..6.5" },
  candidate: { ...START.candidate, value: "6.5..13.7" },
};

function Names({ rows, chosen }: { readonly rows: readonly ShownRow[]; readonly chosen: string | null }) {
  const [sort, setSort] = useState(LARGEST_FIRST);
  return (
    <CompareTable
      rows={rows}
      sort={sort}
      order={[]}
      onSort={(key) => setSort({ key, desc: true })}
      chosen={chosen}
      onChoose={nothing}
      hidden={[]}
    />
  );
}

interface CurvesProps {
  readonly name: string;
  readonly curve: "ecdf" | "histogram";
  readonly spread: CompareNameAnswer;
}

function Curves({ name, curve, spread }: CurvesProps) {
  const answer = useAnswer(spread);
  return (
    <Case name={name} pane={400}>
      <Address search={`curve=${curve}`}>
        <Waits>
          <CurvePane spread={answer} answer={START} pairs={null} />
        </Waits>
      </Address>
    </Case>
  );
}

function Waits({ children }: { readonly children: ReactNode }) {
  return <Suspense>{children}</Suspense>;
}
