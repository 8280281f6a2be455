import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { describeColumns } from "../../ui/table/result-columns.ts";
import { chooseAxes } from "../axis-choice.ts";
import { PlotControls } from "./controls.tsx";

test("a column whose name HTML would change is chosen by its place", () => {
  const names = ["id", "duration", "line\r\nbreak"];
  const rows = [
    [1, 2, "a"],
    [2, 3, "b"],
  ];
  const columns = describeColumns(
    names.map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, { plot: "box", x: "line\r\nbreak" });
  const html = renderToStaticMarkup(
    <PlotControls axes={axes} columns={columns} onChange={() => undefined} tools={null} wide>
      {null}
    </PlotControls>,
  );
  const x = /aria-label="X axis">(.*?)<\/select>/s.exec(html)?.[1];
  expect(x).toBe(
    '<option value="0">id</option><option value="1">duration</option><option value="2" selected="">line\r\nbreak</option>',
  );
});
