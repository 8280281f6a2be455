import { expect, test } from "vitest";
import { DEFAULT_SCOPE } from "../../lib/model/scope.ts";
import { checkParams } from "../../lib/queries/registry.ts";
import { PLOT_TYPES, type PlotType } from "../charts/plot-types.ts";
import { pageParams, plotParams, rowsParams, whyParams } from "./requests.ts";

const scope = { ...DEFAULT_SCOPE, names: ["compress"] };

test("what is asked comes through the network whole", () => {
  const view = { x: "bytes", logx: true, sel: { kind: "box", x: [1, 2], y: [3, 4] }, why: "selection" } as const;
  const url = { scope, view };
  for (const [name, params] of [
    ["explore", plotParams(url, 7)],
    ["exploreRows", pageParams(rowsParams(url, 7), 2)],
    ["why", whyParams(url, 7)],
  ] as const)
    expect(checkParams(name, JSON.parse(JSON.stringify(params)))).toEqual(params);
});

test("what is looked at ends with the newest span that the page was drawn with", () => {
  const url = { scope, view: {} };
  for (const params of [plotParams(url, 7), rowsParams(url, 7), whyParams(url, 7)])
    expect(params?.scope).toEqual({ ...scope, maxSpanId: 7 });
});

test("the table is asked anew for another order or selection, not for other axes alone", () => {
  const ask = (view: Parameters<typeof rowsParams>[0]["view"]) => JSON.stringify(rowsParams({ scope, view }, 7));
  expect(ask({ x: "level", color: "ext" })).toBe(ask({}));
  expect(ask({ sort: { column: "bytes", desc: false } })).not.toBe(ask({}));
  const sel = { kind: "spans", ids: [1] } as const;
  expect(ask({ sel })).not.toBe(ask({}));
});

test("each type of plot asks for the X it is about, and for what it can draw of many spans", () => {
  const asked = (plot: PlotType) => {
    const { defaultX = "number", points = "grid" } = plotParams({ scope, view: { plot } }, 7).request;
    return `${plot}: ${defaultX}, ${points}`;
  };
  expect(PLOT_TYPES.map(asked)).toEqual([
    "scatter: number, grid",
    "line: start, sample",
    "histogram: duration, sample",
    "box: text, sample",
    "violin: text, sample",
    "ecdf: duration, sample",
    "heatmap: start, grid",
    "splom: number, columns",
    "parallel: number, columns",
  ]);
});
