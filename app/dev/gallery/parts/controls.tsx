/** Buttons, fields, chips and popups. */
"use client";

import { useState } from "react";
import { indexCells } from "../../../(overview)/ui/heatmap-cells.ts";
import { HeatmapTip } from "../../../(overview)/ui/heatmap-parts.tsx";
import { chooseAxes } from "../../../charts/axis-choice.ts";
import { DimsMenu } from "../../../charts/ui/controls.tsx";
import { PlotTip } from "../../../charts/ui/overlay.tsx";
import { SideSelect } from "../../../compare/ui/side-select.tsx";
import { CompareSegments, WindowFields } from "../../../compare/ui/sides-bar.tsx";
import { ExportMenu } from "../../../shell/export/export-menu.tsx";
import { SearchField } from "../../../shell/header-tools.tsx";
import { RangeStrip } from "../../../shell/scope/range-strip.tsx";
import { FilterMenu } from "../../../shell/scope/scope-chips.tsx";
import type { FilterTag } from "../../../shell/scope/use-scope.ts";
import { SqlButton } from "../../../shell/sql/sql-button.tsx";
import { Button, ButtonLink } from "../../../ui/button.tsx";
import { CheckMenu } from "../../../ui/check-menu.tsx";
import { Badge, Chip, ChipButton, Swatch, TypeMark } from "../../../ui/chip.tsx";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { CopyIcon, SqlIcon } from "../../../ui/icons.tsx";
import { KeyCaps } from "../../../ui/key-caps.tsx";
import { NameFilter } from "../../../ui/name-filter.tsx";
import { Checkbox, Segments, Select } from "../../../ui/select.tsx";
import { openDialog } from "../../../ui/shared-value.ts";
import { Address, Case, nothing, Section } from "../case.tsx";
import { START } from "../fixtures/compare.ts";
import { PLOT_COLUMNS, ROWS } from "../fixtures/explore.ts";
import { HEATMAP } from "../fixtures/overview.ts";
import { TIME_BINS } from "../fixtures/rail.ts";
import { LONG, RIGHT_TO_LEFT, SENTENCE, UNBROKEN } from "../fixtures/texts.ts";

const LOOKS = ["plain", "primary", "ghost"] as const;
const MARKS = ["number", "text", "boolean", "time"] as const;
const COLOR_INDEXES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

export function Controls() {
  return (
    <>
      <Buttons />
      <Fields />
      <Chips />
      <Openers />
      <Tips />
    </>
  );
}

function Buttons() {
  return (
    <Section title="Buttons">
      {LOOKS.map((look) => (
        <Case key={look} name={look}>
          <Button look={look}>Run</Button>
          <Button look={look} disabled title="Nothing to run">
            Run
          </Button>
          <Button look={look}>
            Run <kbd>Ctrl Enter</kbd>
          </Button>
          <Button look={look} icon aria-label="Copy">
            <CopyIcon />
          </Button>
          <ButtonLink look={look} href="#buttons">
            As a link
          </ButtonLink>
        </Case>
      ))}
      {LOOKS.map((look) => (
        <Case key={look} name={`${look}, small`}>
          <Button look={look} small>
            <SqlIcon />
            SQL
          </Button>
          <Button look={look} small disabled title="No SQL">
            SQL
          </Button>
          <Button look={look} small aria-pressed>
            Pressed
          </Button>
          <Button look={look} small icon aria-label="Copy">
            <CopyIcon />
          </Button>
        </Case>
      ))}
      <Case name="copies">
        <CopyButton text="text" what="the text" />
        <CopyButton text="text" what="the link" link />
        <CopyButton text="text" what="the SQL" worded />
        <CopyButton text="text" what="this as JSON" worded="JSON" />
      </Case>
      <Case name="keys">
        <KeyCaps keys="Mod+k" joined />
        <KeyCaps keys="Mod+Enter" />
        <KeyCaps keys="?" />
      </Case>
      <Case name="a long word" width={280}>
        <Button>Drop name = {LONG.slice(0, 24)}</Button>
      </Case>
    </Section>
  );
}

function Fields() {
  const [segment, setSegment] = useState<"ecdf" | "histogram">("ecdf");
  const options = ["scatter", LONG, RIGHT_TO_LEFT].map((text) => <option key={text}>{text}</option>);
  return (
    <Section title="Fields">
      <Case name="select">
        <Select aria-label="Short">{options}</Select>
        <Select aria-label="Long" defaultValue={LONG}>
          {options}
        </Select>
        <Select aria-label="Turned" defaultValue={RIGHT_TO_LEFT}>
          {options}
        </Select>
        <Select aria-label="Disabled" disabled title="There is one kind only">
          {options}
        </Select>
      </Case>
      <Case name="select, tall">
        <Select tall aria-label="Tall">
          {options}
        </Select>
        <Select tall aria-label="Tall and disabled" disabled title="There is one kind only">
          {options}
        </Select>
      </Case>
      <Case name="segments">
        <Segments
          label="Chart"
          options={[
            ["ecdf", "ecdf"],
            ["histogram", "histogram"],
          ]}
          value={segment}
          onChange={setSegment}
        />
      </Case>
      <Case name="segments of Compare, without another file">
        <CompareSegments by="runs" hasOther={false} onChange={nothing} />
      </Case>
      <Case name="check boxes">
        <Checkbox defaultChecked>on</Checkbox>
        <Checkbox>off</Checkbox>
        <Checkbox checked disabled title="The last one stays" onChange={nothing}>
          on, disabled
        </Checkbox>
        <Checkbox disabled title="A log axis needs numbers">
          off, disabled
        </Checkbox>
      </Case>
      <Case name="search">
        <SearchField />
      </Case>
      <Case name="filter of the names">
        <Address search="find=comp">
          <NameFilter find="comp" onFind={nothing} />
        </Address>
        <Address search="">
          <NameFilter find="" onFind={nothing} />
        </Address>
      </Case>
      <Case name="side">
        <SideSelect side="A" options={START.options} value="1" label="Run 14:02:07" onChange={nothing} />
        <SideSelect side="B" options={START.options} value="odd" label={LONG} onChange={nothing} />
        <SideSelect side="B" options={[]} value="gone" label="gone" onChange={nothing} />
      </Case>
      <Case name="time window">
        <WindowFields side="A" value="0..6.5" end={13.7} onChange={nothing} />
        <WindowFields side="B" value="6.5..86400.123" end={86_401} onChange={nothing} />
      </Case>
      <Case name="range" width={232}>
        <Strip low={0} high={1000} />
        <Strip low={220} high={610} />
        <Strip low={500} high={500} />
      </Case>
    </Section>
  );
}

function Strip({ low, high }: { readonly low: number; readonly high: number }) {
  return (
    <div style={{ width: "100%" }}>
      <RangeStrip
        label="Time"
        bins={TIME_BINS}
        low={low}
        high={high}
        say={(at) => `+${at / 100} s`}
        onCommit={nothing}
      />
    </div>
  );
}

function Chips() {
  return (
    <Section title="Chips and badges">
      <Case name="chips">
        <Chip label="run">latest</Chip>
        <Chip label="name">
          <Swatch colorIndex={1} />
          compress
        </Chip>
        <Chip>no label</Chip>
        <ChipButton>pressed</ChipButton>
      </Case>
      <Case name="badges">
        <Badge>960 of 960 points</Badge>
        <Badge>37 at 0 not drawn</Badge>
        <Badge>1</Badge>
      </Case>
      <Case name="colors">
        {COLOR_INDEXES.map((colorIndex) => (
          <Swatch key={colorIndex} colorIndex={colorIndex} />
        ))}
      </Case>
      <Case name="type marks">
        {MARKS.map((kind) => (
          <TypeMark key={kind} kind={kind} />
        ))}
      </Case>
    </Section>
  );
}

const FILTER_TAGS: readonly FilterTag[] = [
  { key: "algorithm", kind: "text", count: 960, values: 1, top: [{ value: "brotli", count: 960 }], exact: true },
  { key: LONG, kind: "number", count: 12, values: 1, top: [{ value: "5", count: 12 }], exact: false },
];

function Openers() {
  const choices = PLOT_COLUMNS.map(({ id, label, kind }, index) => ({ id, label, kind, checked: index !== 2 }));
  const [tags] = useState(() => Promise.resolve(FILTER_TAGS));
  return (
    <Section title="Menus and dialogs">
      <Case name="menus">
        <CheckMenu name="Columns, quiet" choices={choices} onCheck={nothing} onReset={nothing}>
          Columns
        </CheckMenu>
        <CheckMenu name="Columns, bordered" bordered choices={[...choices, odd(LONG), odd(UNBROKEN)]} onCheck={nothing}>
          Columns
        </CheckMenu>
        <CheckMenu name="Columns, of none" choices={[]} onCheck={nothing}>
          Columns
        </CheckMenu>
        <ExportMenu pane="Gallery" csv="/overview.csv" json="/overview.json" png={nothing} spans="/?run=all" />
        <DimsMenu
          axes={chooseAxes(PLOT_COLUMNS, ROWS, { plot: "parallel" })}
          columns={PLOT_COLUMNS}
          onChange={nothing}
        />
      </Case>
      <Case name="form">
        <FilterMenu tags={tags} />
      </Case>
      <Case name="dialogs">
        <Button onClick={() => openDialog("palette")}>Palette</Button>
        <Button onClick={() => openDialog("keys")}>Keys</Button>
      </Case>
      <Case name="drawer">
        <SqlButton sql="SELECT name, count(*) FROM spans GROUP BY name" pane="Gallery" ms={42} rows={6} />
      </Case>
    </Section>
  );
}

function odd(label: string) {
  return { id: label, label, checked: false, disabled: true };
}

const TIPS = [
  { figure: "411 ms", where: ["compress 1525", "+5.123 s"] },
  { figure: "1.51 s", where: [LONG, RIGHT_TO_LEFT, SENTENCE] },
  { figure: "∅", where: [] },
];

function Tips() {
  const { heatmap, layers, zero } = HEATMAP.figures;
  const cell = heatmap.cells[Math.floor(heatmap.cells.length / 2)] ?? 0;
  const at = [cell % heatmap.x.bins, Math.floor(cell / heatmap.x.bins)] as const;
  const range = { fromColumn: at[0], toColumn: at[0], fromLine: at[1], toLine: at[1] };
  return (
    <Section title="Tips">
      {TIPS.map((tip) => (
        <Case key={tip.figure} name={`of a point, ${tip.figure}`} pane={140}>
          <PlotTip tip={tip} x={20} y={60} />
        </Case>
      ))}
      <Case name="of a cell" pane={180}>
        <HeatmapTip
          at={at}
          range={range}
          grid={heatmap}
          zero={zero}
          index={indexCells(layers)}
          layers={layers}
          dragged={false}
        />
      </Case>
    </Section>
  );
}
