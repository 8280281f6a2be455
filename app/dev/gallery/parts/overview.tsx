/** The heatmap of the overview. */
"use client";

import { Heatmap } from "../../../(overview)/ui/heatmap.tsx";
import { HeatmapScale } from "../../../(overview)/ui/heatmap-scale.tsx";
import { HeatmapTable } from "../../../(overview)/ui/heatmap-tables.tsx";
import { HeatmapView } from "../../../(overview)/ui/heatmap-view.tsx";
import { Case, Section } from "../case.tsx";
import { HEATMAP, HEATMAP_OF_NONE, HEATMAP_OF_ONE } from "../fixtures/overview.ts";

export function Overview() {
  return (
    <>
      <Section title="Heatmap">
        <Case name="many" pane={340}>
          <HeatmapView title="Start × duration" {...HEATMAP} without={["file"]} tools={null} />
        </Case>
        <Case name="one" pane={300}>
          <Heatmap {...HEATMAP_OF_ONE} />
        </Case>
        <Case name="none" pane="auto">
          <HeatmapView title="Start × duration" {...HEATMAP_OF_NONE} without={[]} tools={null} />
        </Case>
        <Case name="scale">
          <HeatmapScale most={1} />
          <HeatmapScale most={2_461_318} />
        </Case>
      </Section>
      <Section title="Heatmap as table">
        <Case name="many" pane={300}>
          <HeatmapTable {...HEATMAP} />
        </Case>
      </Section>
    </>
  );
}
