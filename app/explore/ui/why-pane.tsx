/** Why the selection, or the slowest ones, are slow: the panel beside plot and table. */
"use client";

import { useEffect } from "react";
import type { WhyItem } from "../../../lib/analysis/why/answer.ts";
import { formatElapsed } from "../../../lib/model/format.ts";
import { setRange } from "../../shell/scope/scope-url.ts";
import { useKey } from "../../ui/keys/keys.ts";
import { Segments } from "../../ui/select.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import { findWhyChoice, whyParams } from "../requests.ts";
import { useExplore } from "./context.tsx";
import { useWhy } from "./use-why.ts";
import { WhyPanel } from "./why/panel.tsx";

const CHOICES = [
  ["selection", "Selection"],
  ["slowest", "Slowest 5 %"],
] as const;

export function ExploreWhyPane() {
  const { facts, url, adjust, go, plot, setWhyStatus } = useExplore();
  const { view, scope } = url;
  const choice = findWhyChoice(url);
  const params = whyParams(url, facts.window.lastId);
  const { state, ms, stop, again } = useWhy(params);
  const status =
    state.since !== null ? "why slow running" : ms !== null && params ? `why slow ${formatElapsed(ms)}` : null;
  useEffect(() => setWhyStatus(status), [setWhyStatus, status]);
  useKey("w", "Why slow?", () => adjust({ why: choice === "off" ? undefined : "off" }));
  if (choice === "off") return null;
  /** The column that an item speaks of. */
  const columnOf = ({ tag, from, inherited }: WhyItem) => {
    const columns = (plot.plot?.columns ?? []).filter((column) => column.tag === tag);
    return (
      (columns.find((column) => inherited && column.from === from) ?? columns[0])?.id ??
      (tag === "name" ? "name" : undefined)
    );
  };
  const limit = ({ tag }: WhyItem, operator: "=" | "!=", value: string) => {
    if (tag === "name" && operator === "=") return go({ names: [value] }, { sel: undefined });
    const rest = scope.tags.filter(
      (other) => !(other.key === tag && other.operator === operator && other.value === value),
    );
    go({ tags: [...rest, { key: tag, operator, value }] }, { sel: undefined });
  };
  return (
    <SidePanel
      label="Why slow?"
      reveal={view.sel}
      onClose={() => adjust({ why: "off" })}
      actions={
        <Segments label="What is explained" options={CHOICES} value={choice} onChange={(why) => adjust({ why })} />
      }
    >
      <WhyPanel
        state={state}
        hint={
          params
            ? undefined
            : "Drag over the plot to select spans, and every tag is ranked by how much it sets them apart."
        }
        onStop={stop}
        onAgain={again}
        onColor={(item) => adjust({ color: columnOf(item) })}
        onAxis={(item) => adjust({ x: columnOf(item), logx: undefined })}
        onKeep={(item, value) => limit(item, "=", value)}
        onKeepRange={({ tag }, [low, high]) => go({ tags: setRange(scope, tag, low, high) }, { sel: undefined })}
        onLeaveOut={(item, value) => limit(item, "!=", value)}
      />
    </SidePanel>
  );
}
