/** The odd spans on which every view is tested: the overview's table and a plot of each. */
"use client";

import { NamesTable } from "../../../(overview)/ui/names-table.tsx";
import { NameColors } from "../../../ui/name-colors.tsx";
import { Address, Case, Section } from "../case.tsx";
import { ODD_CASES } from "../fixtures/odd.ts";
import { Drawn } from "./plots.tsx";

export function Odd() {
  return (
    <>
      <Section title="Odd names">
        {ODD_CASES.map(({ oddity, names }) => (
          <Case key={oddity} name={oddity} pane={260}>
            <NameColors ranks={{ of: oddity, names: names.rows.map(({ name }) => name) }}>
              <Address search="">
                <NamesTable {...names} />
              </Address>
            </NameColors>
          </Case>
        ))}
      </Section>
      <Section title="Odd plots">
        {ODD_CASES.map(({ oddity, colors, columns, rows, origin }) => (
          <Drawn
            key={oddity}
            name={oddity}
            choice={{ margins: true, trend: true }}
            columns={columns}
            rows={rows}
            origin={origin}
            colors={colors}
            wide
          />
        ))}
      </Section>
    </>
  );
}
